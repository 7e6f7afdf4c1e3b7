import { join } from "node:path";
import { expect, test } from "vitest";
import { compileFleet } from "../compile-fleet.ts";
import { filesBelow } from "../files-below.ts";
import { folderWith } from "../folder-with.ts";

const root = join(import.meta.dirname, "../..");
const MALL = "systems/retail/mall.yaml";

/** The tour with its mall in the arcades, whose servers are nodes of their hubs. */
function withMall(placement: "native" | "superedge", select: string) {
  const folders = ["sites", "apps", "systems", "clusters"];
  const files = Object.fromEntries(
    folders.flatMap((folder) => [...filesBelow(join(root, folder))].map(([path, text]) => [`${folder}/${path}`, text])),
  );
  const mall = `${files[MALL]}`
    // What has another value in every zone is no grid's to carry, and a claim at these servers is nobody's.
    .replace(/^ {4}(topology|peers): .*\n/gm, "")
    .replace(/^ {4}volumes: \[\{ name: data.*\n/m, "")
    .replace(/^zones:\n[\s\S]*/m, "")
    .replace(/^select: .*$/m, `placement: ${placement}\nselect: ${select}`);
  const { loaded, result, contents } = compileFleet(folderWith({ ...files, [MALL]: mall }));
  const errors = [...loaded.diagnostics, ...result.diagnostics].filter(({ severity }) => severity === "error");
  const paths = contents.flatMap(({ name, files: own }) => own.map(({ path }) => `${name}/${path}`));
  return { errors, workloads: paths.filter((path) => /\/(deployment|deploymentgrid)_retail_mall-/.test(path)).sort() };
}

const FIRST = "{ regions: [hebei, shaanxi], labels: { customer: arcade } }";

test("A mall's system comes to Xi'an and Hebei first by SuperEdge, as one grid an app and hub", () => {
  const { errors, workloads } = withMall("superedge", FIRST);
  expect(errors).toEqual([]);
  expect(workloads).toEqual(
    ["hebei", "shaanxi"].flatMap((hub) =>
      ["board", "ledger", "till"].map(
        (app) => `${hub}/hub/platform/80-apps-retail.mall-${app}/deploymentgrid_retail_mall-${app}.yaml`,
      ),
    ),
  );
});

test("The same system by native is one word, with a Deployment an app and zone", () => {
  const { errors, workloads } = withMall("native", FIRST);
  expect(errors).toEqual([]);
  expect(workloads.map((path) => path.replace(/.*\//, ""))).toEqual(
    ["shijiazhuang", "xian"].flatMap((zone) =>
      ["board", "ledger", "till"].map((app) => `deployment_retail_mall-${app}-${zone}.yaml`),
    ),
  );
});

test("All zones with such sites have it by one line, and those that had it keep what they have", () => {
  const first = withMall("superedge", "{ regions: [hebei], labels: { customer: arcade } }");
  const all = withMall("superedge", "{ labels: { customer: arcade } }");
  expect(all.errors).toEqual([]);
  expect(all.workloads.filter((path) => path.startsWith("hebei/"))).toEqual(first.workloads);
  expect(all.workloads.filter((path) => path.startsWith("shaanxi/"))).toHaveLength(first.workloads.length);
});
