import { join } from "node:path";
import { expect, test } from "vitest";
import { emitUnit } from "../../../compiler/emit/emit-unit.ts";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { centreRepository, regionRepository } from "../../../compiler/lower/lower-repository.ts";
import { createLoweringContext } from "../../../compiler/lower/lowering-context.ts";
import { engines } from "../../../engines/engines.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { folderContexts } from "../../../stacks/policy-pack/folder-context.ts";
import { type PublishedTree, treeFindings } from "../../../stacks/policy-pack/tree-findings.ts";
import { fleetOnDisk } from "../../fleet-on-disk.ts";

const today = "2026-11-21";

function unitsOf(root: string) {
  const { fleet } = loadFleet(root, catalogue);
  if (!fleet) throw new Error(`no fleet in ${root}`);
  const context = createLoweringContext(fleet, engines);
  const repositories = [
    centreRepository(fleet, context),
    ...fleet.regions.map((region) => regionRepository(region, context)),
  ];
  return { fleet, units: repositories.flatMap((repository) => [...repository.units()]) };
}

/** The tree of the small fleet's site with changes to its files. */
function site(change: (files: Record<string, string>) => void) {
  const { fleet, units } = unitsOf(fleetOnDisk());
  const unit = units.find(({ name }) => name === "sz-nanshan-01");
  if (!unit) throw new Error("no site");
  const files = Object.fromEntries(emitUnit(unit).map(({ path, text }) => [path, text]));
  change(files);
  const tree: PublishedTree = { fleet: fleet.spec.name, construct: unit.construct, files };
  return treeFindings(tree, fleet, today);
}

const deployment = "sites/shenzhen/sz-nanshan-01/80-apps-retail/deployment_retail_checkout.yaml";

test("a published folder tells the very context that its manifests were made in", () => {
  const { fleet, units } = unitsOf(join(import.meta.dirname, "../../.."));
  const contextOf = folderContexts(fleet);
  const folders = units.flatMap(({ hubFolders, siteFolders }) => [...hubFolders, ...siteFolders]);
  expect(folders.length).toBeGreaterThan(1000);
  for (const { path, labels, objects, context } of folders) {
    const identity = Object.entries(labels).map(([key, value]) => [`flotilla.dev/${key}`, value] as const);
    for (const object of objects.slice(0, 1)) {
      const published = { ...object, metadata: { ...object.metadata, labels: Object.fromEntries(identity) } };
      expect(contextOf(path, published), path).toEqual(context);
    }
  }
});

test("trees of the sample fleet have no finding", () => {
  const { fleet, units } = unitsOf(join(import.meta.dirname, "../../.."));
  const chosen = units.filter((_, index) => index % 10 === 0);
  for (const unit of chosen) {
    const files = Object.fromEntries(emitUnit(unit).map(({ path, text }) => [path, text]));
    expect(treeFindings({ fleet: fleet.spec.name, construct: unit.construct, files }, fleet, today)).toEqual([]);
  }
});

test("an image from elsewhere is found by its rule", () => {
  const findings = site((files) => {
    files[deployment] = files[deployment]?.replace("registry.panji.example", "docker.io") ?? "";
  });
  expect(findings).toMatchObject([
    {
      severity: "error",
      subjects: ["panji/guangdong/shenzhen/sz-nanshan-01"],
      message: expect.stringMatching(/docker/),
    },
  ]);
  expect(findings[0]?.code).toBe("FLT-SEC-006");
});

test("a namespace of a tenant without its fence is found although each file is fine", () => {
  const findings = site((files) => {
    for (const path of Object.keys(files)) if (path.includes("networkpolicy_retail_")) delete files[path];
  });
  expect(findings.map(({ code }) => code)).toEqual(["FLT-SEC-013"]);
});

test.each([
  ["is no YAML", "{", "found no YAML document"],
  ["holds no object", "[]\n", "found no kind or no name"],
  ["holds nothing", "", "found no YAML document"],
])("a manifest that %s cannot be checked, which is an error", (_, text, reason) => {
  const findings = site((files) => {
    files[deployment] = text;
  });
  const failure = findings.find(({ code }) => code === "FLT-SYS-001");
  expect(failure).toMatchObject({ severity: "error", message: expect.stringContaining(`${deployment}: ${reason}`) });
  expect(failure?.notEvaluated?.rules).toContain("FLT-SEC-006");
});

test("a tree of another fleet is not checked by this fleet's facts", () => {
  const { fleet } = unitsOf(fleetOnDisk());
  const findings = treeFindings({ fleet: "other", construct: "other/x/hub", files: {} }, fleet, today);
  expect(findings).toMatchObject([{ code: "FLT-SYS-001", message: expect.stringContaining("fleet panji") }]);
});

test("what an exemption covers is left out", () => {
  const exemptions = `exemptions:
  - rule: FLT-SEC-006
    construct: panji/guangdong
    reason: the mirror is being moved
    owner: platform
    ticket: OPS-1
    granted: 2026-11-01
    expires: 2026-12-31
`;
  const { fleet, units } = unitsOf(fleetOnDisk({ "sites/exemptions.yaml": exemptions }));
  const unit = units.find(({ name }) => name === "sz-nanshan-01");
  const files = Object.fromEntries((unit ? emitUnit(unit) : []).map(({ path, text }) => [path, text]));
  files[deployment] = files[deployment]?.replace("registry.panji.example", "docker.io") ?? "";
  const tree = { fleet: "panji", construct: "panji/guangdong/shenzhen/sz-nanshan-01", files };
  expect(treeFindings(tree, fleet, today)).toEqual([]);
});
