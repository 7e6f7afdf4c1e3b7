import { expect, test } from "vitest";
import { commitMessage, commitOrigin } from "../../../compiler/emit/commit-message.ts";
import { type Removals, removalLines } from "../../../compiler/emit/removals.ts";
import { kindFacts } from "../../../compiler/kind-facts.ts";
import { removalsOfPublish } from "../../../compiler/read-removals.ts";
import { type Inventory, type InventoryFile, type InventorySite, inventoryVersion } from "../../../model/inventory.ts";

const kinds = kindFacts({});

const site = (state: InventorySite["state"] = "active"): InventorySite => ({
  zone: "shenzhen",
  kind: "cluster",
  state,
  profile: "edge-k3s@1.0.0",
});

/** What a site keeps in its own folder. */
const at = (name: string, ...files: readonly string[]) => files.map((file) => `sites/shenzhen/${name}/${file}`);

interface Step {
  readonly before: readonly string[];
  /** Of them those that nothing prunes. */
  readonly kept?: readonly string[];
  readonly after?: readonly string[];
  readonly sites?: Inventory["sites"];
  readonly sitesAfter?: Inventory["sites"];
  readonly texts?: Readonly<Record<string, string>>;
}

function removals({ before, kept = [], after = [], texts = {}, ...rest }: Step): Promise<Removals> {
  const { sites = { "sz-1": site() } } = rest;
  const entry = (path: string): InventoryFile => ({
    id: path,
    construct: "panji/guangdong",
    ...(kept.includes(path) && { kept: true as const }),
  });
  const inventory: Inventory = {
    version: inventoryVersion,
    tool: "flotilla",
    fleet: "panji",
    repository: "guangdong",
    sites,
    files: Object.fromEntries([...before, ...kept].map((path) => [path, entry(path)])),
  };
  const files = after.map((path) => ({ ...entry(path), path, text: texts[`${path} after`] ?? "" }));
  const content = { sites: rest.sitesAfter ?? sites, files };
  const read = async (ids: readonly string[]) => new Map(ids.flatMap((id) => (texts[id] ? [[id, texts[id]]] : [])));
  return removalsOfPublish(content, inventory, read, kinds);
}

test("What goes is told by name, each thing once on however many clusters", async () => {
  const media = (name: string) =>
    at(
      name,
      "50-tenants/namespace_media.yaml",
      "00-delivery/serviceaccount_flux-system_flotilla-tenant-media.yaml",
      "80-apps-media/deployment_media_tv.yaml",
      "80-apps-media/persistentvolumeclaim_media_tv-data.yaml",
    );
  const sites = { "sz-1": site(), "sz-2": site() };
  const told = await removals({
    before: [...media("sz-1"), ...media("sz-2"), ...at("sz-9", "50-tenants/namespace_media.yaml")],
    sites: { ...sites, "sz-9": site("retired") },
    sitesAfter: sites,
  });
  expect(told.deleted).toEqual([
    "site sz-9",
    "tenant media",
    "namespace media",
    "app media/tv",
    "volume media/tv-data",
    "layer 50-tenants",
  ]);
  // Nothing of a cluster lies on its hub, so nobody switches its servers off.
  expect(told.leftBehind).toEqual(["servers of sz-9"]);
});

test("A commit that only adds or changes takes nothing away, and says nothing of it", async () => {
  const files = at("sz-1", "50-tenants/namespace_media.yaml");
  expect(removalLines(await removals({ before: files, after: files }))).toEqual([]);
});

// Once `publish` said of a protected claim that it was deleted; it stayed in its cluster, and nobody managed it.
test("A protected claim is left behind and not deleted, while its app is", async () => {
  const told = await removals({
    before: at("sz-1", "80-apps-retail/deployment_retail_till.yaml"),
    kept: at("sz-1", "80-apps-retail/persistentvolumeclaim_retail_till-data.yaml"),
  });
  expect(told).toMatchObject({ deleted: ["app retail/till"], leftBehind: ["volume retail/till-data"] });
});

test("A protected claim goes all the same with its namespace", async () => {
  const told = await removals({
    before: at("sz-1", "50-tenants/namespace_retail.yaml"),
    kept: at("sz-1", "80-apps-retail/persistentvolumeclaim_retail_till-data.yaml"),
    after: at("sz-1", "50-tenants/namespace_other.yaml"),
  });
  expect(told).toMatchObject({ deleted: ["namespace retail", "volume retail/till-data"], leftBehind: [] });
});

test("What nobody prunes is told of every kind: layers that are orphaned, hosts, whatever a held site had", async () => {
  const orphaned = await removals({
    before: [],
    kept: at("sz-1", "50-metrics/configmap_observability_prometheus.yaml", "50-metrics/namespace_observability.yaml"),
  });
  expect(orphaned).toMatchObject({ deleted: [], leftBehind: ["namespace observability", "layer 50-metrics"] });
  const host = await removals({
    before: [],
    kept: ["hub/sites/shenzhen/sz-1/baremetalhost_site-sz-1_sz-1-a.yaml"],
    after: ["hub/sites/shenzhen/sz-1/cluster_site-sz-1_sz-1.yaml"],
  });
  expect(host.leftBehind).toEqual(["object baremetalhost site-sz-1/sz-1-a"]);
  const held = await removals({
    before: at("sz-1", "80-apps-retail/deployment_retail_till.yaml", "50-metrics/configmap_observability_x.yaml"),
    sites: { "sz-1": site("held") },
  });
  expect(held).toMatchObject({ deleted: [], leftBehind: ["app retail/till", "layer 50-metrics"] });
});

test("Claims of a StatefulSet outlive it, unless their namespace goes", async () => {
  const [file = ""] = at("sz-1", "50-metrics/statefulset_observability_prometheus.yaml");
  const namespace = at("sz-1", "50-metrics/namespace_observability.yaml");
  const texts = { [file]: "spec:\n  volumeClaimTemplates:\n  - metadata:\n      name: data\n" };
  const alone = await removals({ before: [file, ...namespace], after: namespace, texts });
  expect(alone.leftBehind).toEqual(["claims of statefulset observability/prometheus"]);
  const withNamespace = await removals({ before: [file, ...namespace], texts });
  expect(withNamespace).toMatchObject({ deleted: ["namespace observability", "layer 50-metrics"], leftBehind: [] });
  const without = await removals({ before: [file, ...namespace], after: namespace });
  expect(without.leftBehind).toEqual([]);
});

test("What moves to another reconciler of its cluster is still there", async () => {
  const told = await removals({
    before: [],
    kept: at("sz-1", "51-metrics/namespace_observability.yaml"),
    after: at("sz-1", "50-metrics/namespace_observability.yaml"),
  });
  expect(removalLines(told)).toEqual([]);
});

test("Servers of a site that its hub made go with it, others run on", async () => {
  const sites = { "sz-1": site("retired"), "sz-2": site("retired") };
  const told = await removals({
    before: [
      "hub/sites/shenzhen/sz-1/cluster_site-sz-1_sz-1.yaml",
      ...at("sz-1", "50-logs/configmap_a_b.yaml"),
      ...at("sz-2", "50-logs/configmap_a_b.yaml"),
    ],
    sites,
    sitesAfter: {},
  });
  expect(told).toMatchObject({ deleted: ["sites sz-1, sz-2"], leftBehind: ["servers of sz-2"] });
});

test("A region that goes is told with its repository, which is left", async () => {
  const path = ".flotilla/regions.json";
  const list = (...names: readonly string[]) =>
    JSON.stringify(Object.fromEntries(names.map((name) => [name, { code: "44", state: "retired" }])));
  const told = await removals({
    before: [path],
    after: [path],
    texts: { [path]: list("guangdong", "hunan"), [`${path} after`]: list("guangdong") },
  });
  expect(removalLines(told)).toEqual([
    "no longer listed by the centre: region hunan; its repository hunan.git is left as it is, and a hub that runs goes on following it: switch the hub off, then archive the repository",
  ]);
});

test("The body of the commit has the sentences of the terminal and of the review", () => {
  const told: Removals = {
    deleted: ["app retail/till"],
    leftBehind: ["volume retail/till-data"],
    handedOver: ["namespace shop from tenant retail to payment"],
    regions: [],
  };
  const origin = commitOrigin({ source: "s", commit: "c", toolVersion: "1" }, "cafe");
  const { body } = commitMessage("guangdong", { sites: {}, files: [] }, undefined, told, origin);
  expect(body).toBe(
    [
      "Deleted from Git and pruned, with all data in it: app retail/till.",
      "Left behind in the cluster, to be removed by hand: volume retail/till-data.",
      "Handed over: namespace shop from tenant retail to payment.",
    ].join("\n"),
  );
});
