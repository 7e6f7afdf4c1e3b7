import { expect, test } from "vitest";
import { createLoweringContext } from "../../../compiler/lower/lowering-context.ts";
import { Fleet } from "../../../constructs/fleet.ts";
import { engines } from "../../../engines/engines.ts";
import { fleetSchema } from "../../../model/fleet-file.ts";
import { memoizeByValue } from "../../../model/memo.ts";

test("A run starts with nothing that an engine keeps of the fleet before it", () => {
  const spec = fleetSchema.parse({
    name: "panji",
    hierarchy: { regions: 1, maxSitesPerRegion: 1 },
    repositories: "https://git.panji.example/fleet",
    registries: ["registry.panji.example"],
    centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
    tenants: [],
  });
  const agent = memoizeByValue((registry: string) => ({ registry }));
  const before = agent("registry.panji.example");
  expect(agent("registry.panji.example")).toBe(before);
  createLoweringContext(
    new Fleet(spec, { catalogue: { sites: new Map(), hubs: new Map(), centres: new Map() } }),
    engines,
  );
  expect(agent("registry.panji.example")).not.toBe(before);
});
