import { dump, load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { requestsOf, samplesOf } from "../../bench/engines/counters.ts";
import { applyLayout, LAYOUTS, withoutSites, withShortIntervals } from "../../bench/engines/layouts.ts";

const kustomization = (name: string, path: string) =>
  dump({ kind: "Kustomization", metadata: { name }, spec: { interval: "12m30s", path: `./${path}`, suspend: false } });
const list = (resources: readonly string[]) => dump({ kind: "Kustomization", resources });
const object = (kind: string, name: string) => dump({ apiVersion: "v1", kind, metadata: { name } });

const sites = ["east/one", "east/two", "west/three"];
const files = new Map([
  ["hub/delivery/kustomization.yaml", list(["kustomization_flux-system_20-facts.yaml"])],
  ["hub/delivery/kustomization_flux-system_20-facts.yaml", kustomization("20-facts", "hub/platform/20-facts")],
  ...sites.flatMap((site): [string, string][] => {
    const name = site.split("/")[1] ?? "";
    const folder = `hub/sites/${site}`;
    return [
      [`hub/delivery/kustomization_flux-system_site-${name}.yaml`, kustomization(`site-${name}`, folder)],
      [`${folder}/kustomization.yaml`, list([`namespace_${name}.yaml`, `baremetalhost_${name}.yaml`])],
      [`${folder}/namespace_${name}.yaml`, object("Namespace", name)],
      [`${folder}/baremetalhost_${name}.yaml`, object("BareMetalHost", name)],
    ];
  }),
]);

function changed(changes: ReadonlyMap<string, string | null>): ReadonlyMap<string, string> {
  const entries = [...files, ...changes].filter((entry): entry is [string, string] => changes.get(entry[0]) !== null);
  return new Map(entries);
}

/** Objects that kustomize finds from a folder, following its lists. */
function builtFrom(folder: string, tree: ReadonlyMap<string, string>): string[] {
  const { resources } = load(tree.get(`${folder}/kustomization.yaml`) ?? "") as { resources: readonly string[] };
  return resources.flatMap((each) => tree.get(`${folder}/${each}`) ?? builtFrom(`${folder}/${each}`, tree));
}

const paths = (tree: ReadonlyMap<string, string>) =>
  builtFrom("hub/delivery", tree)
    .map((text) => load(text) as { metadata: { name: string }; spec: { path: string } })
    .filter(({ metadata }) => metadata.name !== "20-facts")
    .map(({ spec }) => spec.path.replace("./", ""));

describe("Every layout applies each object of each site once", () => {
  const all = sites.flatMap((site) => {
    const name = site.split("/")[1] ?? "";
    return [object("Namespace", name), object("BareMetalHost", name)];
  });

  test.each(LAYOUTS.filter((layout) => layout !== "site"))("%s", (layout) => {
    const tree = changed(applyLayout(layout, files));
    expect(
      paths(tree)
        .flatMap((folder) => builtFrom(folder, tree))
        .sort(),
    ).toEqual(all.sort());
  });
});

test("Layouts differ in the number of Kustomizations", () => {
  const counts = LAYOUTS.filter((layout) => layout !== "site").map((layout) => [
    layout,
    paths(changed(applyLayout(layout, files))).length,
  ]);
  expect(counts).toEqual([
    ["layer", 6],
    ["zone", 2],
    ["region", 1],
  ]);
});

test("The layout of sites is what is published, and a hub without sites keeps its platform", () => {
  expect(applyLayout("site", files).size).toBe(0);
  expect(paths(changed(withoutSites(files)))).toEqual([]);
});

test("Intervals are divided, others stay", () => {
  const text = "  interval: 12m30s\n  retryInterval: 2m0s\n  timeout: 10m\n";
  expect(withShortIntervals(10, new Map([["a.yaml", text]])).get("a.yaml")).toBe(text.replace("12m30s", "75s"));
});

test("Requests are told apart by verb and by dry run, and watches do not count", () => {
  const page = `# TYPE apiserver_request_total counter
apiserver_request_total{code="200",dry_run="All",verb="APPLY"} 5
apiserver_request_total{code="201",dry_run="",verb="APPLY"} 3
apiserver_request_total{code="200",dry_run="",verb="GET"} 2
apiserver_request_total{code="200",dry_run="",verb="WATCH"} 7
apiserver_request_total{code="200",dry_run="",verb="PATCH"} 1e+1
apiserver_request_totals{verb="GET"} 9
`;
  expect(requestsOf(samplesOf(page, new Set(["apiserver_request_total"])))).toEqual({
    dryRun: 5,
    apply: 3,
    read: 2,
    other: 10,
  });
});
