import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { folderLocation, reconcilerOf } from "../../../model/layout.ts";
import { compileFleet } from "../../compile-fleet.ts";
import { filesBelow } from "../../files-below.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const FLEET = "sites/fleet.yaml";
const REGION = "sites/guangdong/region.yaml";
const ZONE = "sites/guangdong/shenzhen.yaml";
const SITE = "sites/shenzhen/sz-nanshan-01";

/** The small fleet with a line put before each of the given ones. */
function compileWith(...lines: readonly (readonly [file: string, before: string, line: string])[]) {
  const files = smallFleet() as Record<string, string>;
  for (const [file, before, line] of lines) files[file] = (files[file] ?? "").replace(before, `${line}\n${before}`);
  return compileFleet(fleetOnDisk(files));
}

const atFleet = (names: string) => [FLEET, "parameters:", `orphan: [${names}]`] as const;
const atRegion = (names: string) => [REGION, "parameters:", `orphan: [${names}]`] as const;
const atZone = (names: string) => [ZONE, "parameters:", `orphan: [${names}]`] as const;
const atSite = (names: string) => [ZONE, "    labels:", `    orphan: [${names}]`] as const;

const MALL = `name: mall
tenant: retail
select: { labels: { customer: metro } }
apps:
  - name: till
    image: registry.panji.example/retail/till:1.0.0@sha256:${"b2".repeat(32)}
    resources: { cpu: 50m, memory: 64Mi }
`;

type Compiled = ReturnType<typeof compileWith>;

/** `<folder of the cluster>: <name>` of every Kustomization that prunes nothing. */
function orphaned({ contents }: Compiled): readonly string[] {
  return contents.flatMap(({ name, files }) =>
    files.flatMap(({ path, text }) => {
      if (!/\/kustomization_flux-system_[^/]+$/.test(path)) return [];
      const { metadata, spec } = load(text) as { metadata: { name: string }; spec: Record<string, unknown> };
      expect(spec["deletionPolicy"] === "Orphan", path).toBe(spec["prune"] === false || metadata.name === "flotilla");
      return spec["prune"] === false ? [`${name}/${path.slice(0, path.lastIndexOf("/"))}: ${metadata.name}`] : [];
    }),
  );
}

const warnings = ({ loaded }: Compiled) =>
  loaded.diagnostics.map(({ code, message, at, hint }) => ({ code, message, at: at?.path.join("."), hint }));

describe("A reconciler that `orphan` names prunes nothing", () => {
  test("in each cluster below the scope, those of all scopes together", () => {
    const compiled = compileWith(
      atFleet("50-metrics"),
      atRegion("site-sz-nanshan-01, 50-logs"),
      atZone("80-apps-retail"),
      atSite("30-cilium"),
    );
    expect(warnings(compiled)).toEqual([]);
    expect(orphaned(compiled).toSorted()).toEqual([
      "centre/hub/delivery: 50-metrics",
      "guangdong/hub/delivery: 50-logs",
      "guangdong/hub/delivery: 50-metrics",
      `guangdong/${SITE}/00-delivery: 30-cilium`,
      `guangdong/${SITE}/00-delivery: 50-logs`,
      `guangdong/${SITE}/00-delivery: 50-metrics`,
      `guangdong/${SITE}/00-delivery: 80-apps-retail`,
    ]);
  });

  test("and nothing else of what is published changes", () => {
    const texts = ({ contents }: Compiled) =>
      new Map(contents.flatMap(({ name, files }) => files.map(({ path, text }) => [`${name}/${path}`, text])));
    const [before, after] = [texts(compileWith()), texts(compileWith(atSite("30-cilium")))];
    const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(changed.filter((path) => !/README|provenance/.test(path))).toEqual([
      `guangdong/${SITE}/00-delivery/kustomization_flux-system_30-cilium.yaml`,
    ]);
  });
});

test("The objects of an orphaned reconciler are kept, its list of them and its neighbours' objects are not", () => {
  const kept = ({ contents }: Compiled) =>
    contents.flatMap(({ files }) => files.flatMap((file) => (file.kept ? [file.path] : [])));
  const before = new Set(kept(compileWith()));
  const added = kept(compileWith(atSite("30-cilium"))).filter((path) => !before.has(path));
  expect(added.length).toBeGreaterThan(1);
  for (const path of added) expect(path).toMatch(/\/30-cilium\/(?!kustomization\.yaml$)/);
});

describe("A name that no cluster below its scope reconciles is a warning", () => {
  test("with the nearest name that one does", () => {
    expect(warnings(compileWith(atSite("30-cilum")))).toEqual([
      {
        code: "build/unknown-reconciler",
        message:
          "orphan names 30-cilum, expected the folder of a reconciler of some cluster below panji/guangdong/shenzhen/sz-nanshan-01",
        at: "sites.0.orphan.0",
        hint: "did you mean 30-cilium?",
      },
    ]);
  });

  test("at each scope, for names that only clusters elsewhere have", () => {
    const compiled = compileWith(atFleet("x"), atRegion("50-region-index"), atZone("site-sz-nanshan-01"), atSite("y"));
    expect(warnings(compiled).map(({ at, hint }) => [at, hint])).toEqual([
      ["orphan.0", "remove it; after a rename it has done its work"],
      ["orphan.0", "remove it; after a rename it has done its work"],
      ["orphan.0", "remove it; after a rename it has done its work"],
      ["sites.0.orphan.0", "remove it; after a rename it has done its work"],
    ]);
  });
});

test("A hub's own folders of tenants can be named where no site is a cluster", () => {
  const files = smallFleet() as Record<string, string>;
  const system = { "systems/retail/mall.yaml": MALL };
  const names =
    "80-apps-retail, 80-edge-apps-retail, 80-apps-retail.mall, 80-apps-retail.mall-till, 80-apps-retail.mall-tll";
  const compiled = compileFleet(
    fleetOnDisk({
      ...system,
      [REGION]: `${files[REGION]}orphan: [${names}]\n`,
      [ZONE]: "zone: shenzhen\nring: early\nparameters: {}\nsites: []\n",
    }),
  );
  expect(warnings(compiled)).toMatchObject([{ at: "orphan.4", hint: "did you mean 80-apps-retail.mall-till?" }]);
});

test("Every reconciler that a fleet has can be named", () => {
  const golden = Object.fromEntries(filesBelow(join(import.meta.dirname, "../../golden/flux/fleet")));
  const small = Object.fromEntries(Object.keys(smallFleet()).map((path) => [path, null]));
  const compiled = (orphan: readonly string[]) =>
    compileFleet(
      fleetOnDisk({ ...small, ...golden, [FLEET]: `${golden[FLEET]}\norphan: ${JSON.stringify(orphan)}\n` }),
    );
  const files = compiled([]).contents.flatMap((each) => each.files);
  const folders = new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf("/"))));
  const names = [...folders].flatMap((folder) => {
    const location = folderLocation(folder);
    return location && location.category !== "delivery" ? [reconcilerOf(location)] : [];
  });
  expect(names).toEqual(
    expect.arrayContaining(["site-metal", "79-hosts", "70-kubeedge", "apps.retail.harbin", "80-apps-retail"]),
  );
  const all = compiled([...new Set(names)]);
  expect(warnings(all)).toEqual([]);
  const pruning = all.contents.flatMap((each) => each.files).filter(({ text }) => /^ {2}prune: true$/m.test(text));
  expect(pruning.map(({ path }) => path)).toEqual(
    pruning.map(() => expect.stringMatching(/\/kustomization_flux-system_flotilla\.yaml$/)),
  );
});
