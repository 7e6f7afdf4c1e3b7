import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileFleet } from "../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { root } from "./pages.ts";

const blocks = [
  ...readFileSync(join(root, "docs/guide-app.md"), "utf8").matchAll(/^```yaml\n# (\S+)([^\n]*)\n([\s\S]*?)^```/gm),
];
const block = (name: string) => blocks.find(([, file]) => file === name)?.[3]?.trim() ?? "";

test("The apps of the tenants' guide compile where the platform has set what the guide says", () => {
  const texts = smallFleet() as Record<string, string>;
  const edit = (file: string, from: string, to: string) => {
    expect(texts[file]).toContain(from);
    texts[file] = (texts[file] as string).replace(from, to);
  };
  edit("sites/fleet.yaml", "owners: [retail-team] }", `owners: [retail-team], ${block("sites/fleet.yaml,")} }`);
  const parameters = /\{ (.*) \}/.exec(block("sites/<region>/<zone>.yaml,"))?.[1];
  edit("sites/guangdong/shenzhen.yaml", "storage: 200Gi", `storage: 200Gi, ${parameters}`);
  const apps = blocks.filter(([, file = ""]) => file.startsWith("apps/"));
  for (const [, file = "", , text = ""] of apps) texts[file] = text;
  const { loaded, result, contents } = compileFleet(fleetOnDisk(texts));
  expect([...loaded.diagnostics, ...result.diagnostics]).toEqual([]);
  const paths = contents.flatMap(({ files }) => files.map(({ path }) => path.split("/").at(-1) ?? ""));
  expect(apps).toHaveLength(2);
  for (const name of [
    "cronjob_retail_stocktake.yaml",
    "ingress_retail_loyalty.yaml",
    "networkpolicy_retail_app-loyalty.yaml",
  ]) {
    expect(paths).toContain(name);
  }
});

test("By the guide's program each key has one owner, and keys move only from a pod that goes or to one that comes", {
  tags: "property",
}, async () => {
  const text = readFileSync(join(root, "docs/guide-app.md"), "utf8");
  const [, program = ""] = /^```js\n([\s\S]*?)^```/m.exec(text) ?? [];
  const { ownerOf } = (await import(`data:text/javascript,${encodeURIComponent(program)}`)) as {
    readonly ownerOf: (key: string, peers: readonly string[]) => string;
  };
  const addresses = fc.uniqueArray(fc.ipV4(), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(fc.string(), addresses, (key, peers) => {
      const owner = ownerOf(key, peers);
      expect(ownerOf(key, peers.toReversed())).toBe(owner);
      for (const gone of peers.filter((peer) => peer !== owner))
        expect(
          ownerOf(
            key,
            peers.filter((peer) => peer !== gone),
          ),
        ).toBe(owner);
    }),
  );
});
