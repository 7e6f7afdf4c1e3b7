import type { Construct } from "constructs";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Hub } from "../../constructs/hub.ts";
import { defineLayer, defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";

const nothing = (_scope: Construct) => undefined;
const head = {
  name: "typed",
  version: "1.0.0",
  kubernetes: { distribution: "k3s", version: "1.33.10" },
  provisioner: { engine: "existing" },
  images: [],
} as const;
const parameters = z.strictObject({
  mtu: z.number().default(1500),
  engine: z.enum(["a", "b"]).default("a"),
  gateway: z.string().optional(),
});

const plain = defineLayer({
  name: "plain",
  category: "os",
  inputs: (site: Site) => ({ name: site.name }),
  render: nothing,
});
const anywhere = defineLayer({ name: "anywhere", category: "os", inputs: () => ({}), render: nothing });
const forHubs = defineLayer({
  name: "hubs",
  category: "os",
  inputs: ({ region }: Hub) => ({ name: region.name }),
  render: nothing,
});

/** A layer that reads parameters of the type P. */
function reading<P>(name: string, inputs: (parameters: P) => object) {
  return defineLayer({
    name,
    category: "addon",
    inputs: (_site: Site, own: P) => ({ read: JSON.stringify(inputs(own)) }),
    render: nothing,
  });
}
const mtu = reading("mtu", ({ mtu: bytes }: { readonly mtu: number }) => ({ bytes }));
const engine = reading("engine", (own: { readonly engine: "a" | "b" }) => own);
const gateway = reading("gateway", (own: { readonly gateway?: string | undefined }) => own);
const storage = reading("storage", (own: { readonly storage: string }) => own);
const proxy = reading("proxy", (own: { readonly mtu: number; readonly proxy?: string }) => own);
const textMtu = reading("text-mtu", (own: { readonly mtu: string }) => own);
const engineA = reading("engine-a", (own: { readonly engine: "a" }) => own);

// These lines are checked by tsc: each directive is a fault itself when the line below it compiles.
const good: Profile<Site> = defineProfile({ ...head, parameters, layers: [plain, anywhere, mtu, engine, gateway] });
// @ts-expect-error the profile has no parameter `storage`
const lacking: Profile<Site> = defineProfile({ ...head, parameters, layers: [storage] });
// @ts-expect-error it was inferred away beside a layer without parameters, and the layer was left out of every site
const lackingBeside: Profile<Site> = defineProfile({ ...head, parameters, layers: [plain, anywhere, storage] });
// @ts-expect-error nor is it accepted beside layers whose parameters are there
const lackingLast: Profile<Site> = defineProfile({ ...head, parameters, layers: [mtu, engine, storage] });
// @ts-expect-error a profile without parameters lacks every one
const lackingAll: Profile<Site> = defineProfile({ ...head, parameters: z.strictObject({}), layers: [plain, mtu] });
// @ts-expect-error nobody could ever set the optional parameter `proxy`
const lackingOptional: Profile<Site> = defineProfile({ ...head, parameters, layers: [plain, proxy] });
// @ts-expect-error the profile's `mtu` is a number
const wrongType: Profile<Site> = defineProfile({ ...head, parameters, layers: [plain, textMtu] });
// @ts-expect-error the profile lets `engine` be b as well
const narrower: Profile<Site> = defineProfile({ ...head, parameters, layers: [plain, engineA] });
// @ts-expect-error a layer of hubs reads what a site does not have
const wrongSubject: Profile<Site> = defineProfile({ ...head, parameters, layers: [plain, forHubs] });
// @ts-expect-error the same without a type beside the name
const untyped = defineProfile({ ...head, parameters, layers: [plain, storage] });

test("A profile keeps the layers that it was defined with, in their order", () => {
  expect(good.layers.map(({ name }) => name)).toEqual(["plain", "anywhere", "mtu", "engine", "gateway"]);
});

test("A layer gets the parameters of its profile", () => {
  const values = { mtu: 1400, engine: "b" };
  expect(good.layers[2]?.prepare({} as Site, values)?.inputs).toEqual({ read: '{"bytes":1400}' });
});

test("At run time nothing stands in the way of such a profile, so the compiler must", () => {
  const refused = [lacking, lackingBeside, lackingLast, lackingAll, lackingOptional];
  const kept = [...refused, wrongType, narrower, wrongSubject, untyped].map(({ layers }) => layers.length);
  expect(kept).toEqual([1, 3, 3, 2, 2, 2, 2, 2, 2]);
  expect(lackingBeside.layers[2]?.prepare({} as Site, {})?.inputs).toEqual({ read: "{}" });
});
