import fc from "fast-check";
import { expect, test } from "vitest";
import { changeFacts, changeViolations } from "../../compiler/change-violations.ts";
import type { RepositoryContent } from "../../compiler/emit/content.ts";
import { removalLines } from "../../compiler/emit/removals.ts";
import { kindFacts } from "../../compiler/kind-facts.ts";
import { ClassCollector, type ClassPart } from "../../compiler/plan/class-parts.ts";
import { writtenClusters } from "../../compiler/plan/cluster-files.ts";
import { privilegeGrowth } from "../../compiler/plan/privileges.ts";
import { compareRepository, type PlanSide } from "../../compiler/plan/repository-part.ts";
import { unitOf } from "../../compiler/plan/unit.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { type Inventory, inventoryVersion } from "../../model/inventory.ts";
import { hubDelivery, siteReconciler } from "../../model/layout.ts";
import { CompiledVersion } from "../../pipeline/plan/compiled-version.ts";
import { RepositoryComparer } from "../../pipeline/plan/repository-comparer.ts";
import { compileFleet } from "../compile-fleet.ts";
import { anotherSite, type Files, onDisk, reviewFleet } from "./review-fleet.ts";
import { catalogue, fingerprints } from "./review-profiles.ts";

const profiles = new URL("./review-profiles.ts", import.meta.url).href;
const today = "2026-11-28";
const repositories = ["centre", "guangdong", "hunan"];

type Edit = readonly [name: string, path: string, edit: (text: string) => string];

const shenzhen = "sites/guangdong/shenzhen.yaml";
const foshan = "sites/guangdong/foshan.yaml";
const changsha = "sites/hunan/changsha.yaml";
const edits: readonly Edit[] = [
  ["a parameter of the fleet", "sites/fleet.yaml", (text) => text.replace("6h", "12h")],
  ["another registry", "sites/fleet.yaml", (text) => text.replace("[registry.panji", "[mirror.panji")],
  [
    "a tenant more",
    "sites/fleet.yaml",
    (text) => text.replace(/(?<=^tenants: .*)\]$/m, ", { name: media, namespaces: [media], owners: [m] }]"),
  ],
  [
    "a namespace for another tenant",
    "sites/fleet.yaml",
    (text) =>
      text
        .replace("namespaces: [retail]", "namespaces: [shop]")
        .replace("namespaces: [media]", "namespaces: [media, retail]"),
  ],
  [
    "a parameter of a zone",
    foshan,
    (text) => text.replace('parameters: { ntp: ["10.44.0.1"] }', 'parameters: { ntp: ["10.44.0.2"] }'),
  ],
  ["a parameter of a site", shenzhen, (text) => text.replace("storage: 200Gi", "storage: 300Gi")],
  ["a server replaced", changsha, (text) => text.replace("4e3306", "4e3399")],
  ["a site held", changsha, (text) => text.replace("state: active", "state: held")],
  ["a site retired", foshan, (text) => text.replace("state: active", "state: retired")],
  ["a site less", foshan, (text) => text.slice(0, text.indexOf("  - name: fs-mall-02"))],
  ["a site more", changsha, (text) => text + anotherSite("cs-mall-09", "10.43.19", 19)],
  ["another profile for one", shenzhen, (text) => text.replace("edge-k3s@1.0.0", "edge-k3s@1.1.0")],
  ["another profile for a zone", changsha, (text) => text.replaceAll("edge-k3s@1.0.0", "edge-k3s@1.2.0")],
  ["another network for a zone", foshan, (text) => text.replaceAll("edge-k3s@1.0.0", "edge-k3s@1.3.0")],
  ["another engine of delivery", "sites/hunan/region.yaml", (text) => text.replace("argocd", "flux")],
  [
    "a parameter of a region",
    "sites/guangdong/region.yaml",
    (text) => text.replace("parameters: {}", "parameters: { metricsStorage: 300Gi }"),
  ],
  ["an app's image", "apps/retail/checkout.yaml", (text) => text.replace("2.4.1", "2.4.2")],
  ["an app at no site", "apps/retail/checkout.yaml", (text) => text.replace("customer: metro", "customer: nobody")],
];

/** The fleet after the edits, each made once: a site that is added twice is a fault. */
function files(chosen: readonly Edit[]): Files {
  const all: Record<string, string> = { ...reviewFleet };
  for (const [, path, edit] of new Set(chosen)) all[path] = edit(all[path] ?? "");
  return all;
}

/** What every file of both sides says, looked at without anything that is left out, kept or shared. */
async function slowly(base: string, head: string) {
  const [before, after] = [base, head].map((root) => compileFleet(root, { catalogue, fingerprints: fingerprints() }));
  if (!before || !after) throw new Error("two versions expected");
  const [oldFleet, fleet] = [before.loaded.fleet as Fleet, after.loaded.fleet as Fleet];
  const kinds = kindFacts(fleet.catalogue);
  return new Map(
    after.contents.map((made) => {
      const content = withoutProvenance(made);
      const { name } = content;
      const old = before.contents.filter((each) => each.name === name).map(withoutProvenance)[0];
      const [from, to] = [old && sideOf(old, oldFleet), sideOf(content, fleet)];
      const whole = compareRepository(name, from, to, kinds);
      const texts = new Map((old?.files ?? []).map(({ id, text }) => [id, text]));
      const inventory = old && inventoryOf(old, oldFleet);
      const facts = changeFacts(fleet, content, inventory, (id) => texts.get(id));
      const rights = (side: PlanSide | undefined) => writtenClusters(new Map([[name, side?.files ?? new Map()]]));
      const told = {
        hash: whole.part.hash,
        units: whole.part.units,
        bytes: whole.part.bytes,
        moves: whole.part.moves,
        classes: membersByKey(oneUnitAtATime(name, from, to, fleet)),
        removals: removalLines(facts.removals),
        violations: changeViolations(fleet, content, inventory, today, facts).map(({ message }) => message),
        privileges: privilegeGrowth(
          { fleet: oldFleet, clusters: rights(from) },
          { fleet, clusters: rights(to) },
          whole.changes,
        ),
      };
      return [name, told] as const;
    }),
  );
}

/** The classes of each unit alone, put together. */
function oneUnitAtATime(
  name: string,
  from: PlanSide | undefined,
  to: PlanSide,
  { catalogue }: Fleet,
): readonly ClassPart[] {
  const sites = [...new Set([...Object.keys(from?.sites ?? {}), ...Object.keys(to.sites)])];
  const unitAt = (path: string, construct: string) =>
    sites.find((site) => path.startsWith(`${hubDelivery}/`) && path.endsWith(`_${siteReconciler(site)}.yaml`)) ??
    unitOf(construct).path.split("/").at(-1);
  const units = new Set(
    [from, to].flatMap((side) => [...(side?.files ?? [])].map(([path, { construct }]) => unitAt(path, construct))),
  );
  const only = (side: PlanSide, unit: string | undefined): PlanSide => ({
    ...side,
    files: new Map([...side.files].filter(([path, { construct }]) => unitAt(path, construct) === unit)),
  });
  const collector = new ClassCollector();
  for (const unit of units) {
    collector.join(
      compareRepository(name, from && only(from, unit), only(to, unit), kindFacts(catalogue)).part.classes,
    );
  }
  return collector.parts;
}

function membersByKey(classes: readonly ClassPart[]) {
  const rows = classes.map(({ key, title, kind, effect, changes, members }) => ({
    key,
    told: [kind, title, effect, changes],
    members: [...members].sort(([a], [b]) => (a < b ? -1 : 1)),
  }));
  return rows.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A plan compares nothing that differs from commit to commit. */
function withoutProvenance(content: RepositoryContent): RepositoryContent {
  const files = content.files.filter(({ path }) => path !== "README.md" && path !== ".flotilla/provenance.json");
  return { ...content, files };
}

function sideOf({ name, files, sites }: RepositoryContent, fleet: Fleet): PlanSide {
  const own = fleet.regions.find((region) => region.name === name)?.sites ?? [];
  const nodes = new Map(own.map((site) => [site.name, site.network.nodes]));
  return { sites, files: new Map(files.map((file) => [file.path, file])), nodesOf: (site) => nodes.get(site) };
}

function inventoryOf({ name, sites, files }: RepositoryContent, { spec }: Fleet): Inventory {
  const named = {
    fleet: spec.name,
    repository: name,
    sites,
    files: Object.fromEntries(files.map((file) => [file.path, file])),
  };
  return { version: inventoryVersion, tool: "flotilla", ...named };
}

test("A plan says what comes of comparing every file of one unit at a time, whatever changes", {
  tags: "property",
  timeout: 300_000,
}, async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.subarray([...edits], { maxLength: 3 }),
      fc.subarray([...edits], { maxLength: 3 }),
      async (one, other) => {
        const [base, head] = [onDisk(files(one)), onDisk(files([...one, ...other]))];
        const versions = await Promise.all(
          [base, head].map((root) => CompiledVersion.open({ kind: "files", root, code: undefined }, { profiles })),
        );
        const [from, to] = versions;
        if (!from || !to) throw new Error("two versions expected");
        const comparer = new RepositoryComparer({ base: from, head: to }, today, { profiles });
        const slow = await slowly(base, head);
        for (const name of repositories) {
          const fast = await comparer.compare({
            name,
            isIn: { base: true, head: true },
            isWhole: name === "centre",
            baseRules: [],
          });
          if (!fast) throw new Error(`${name} is faulty`);
          const { part, removals, violations, privileges } = fast;
          told += part.classes.length;
          expect({
            hash: part.hash,
            units: part.units,
            bytes: part.bytes,
            moves: part.moves,
            classes: membersByKey(part.classes),
            removals: removals.flatMap(removalLines),
            violations: violations.map(({ message }) => message),
            privileges,
          }).toEqual(slow.get(name));
        }
      },
    ),
    { numRuns: 12 },
  );
  expect(told).toBeGreaterThan(0);
});
