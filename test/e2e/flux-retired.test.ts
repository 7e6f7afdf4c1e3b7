import { expect, test } from "vitest";
import type { Cluster } from "../../lab/servers/cluster.ts";
import { type Deletion, watchDeletions } from "../../lab/servers/deletions.ts";
import { keyOf } from "../../lab/servers/kube-client.ts";
import { objectUids, titleOf } from "../../lab/servers/object-uids.ts";
import { hubProjects, siteProjects } from "../../lab/servers/projects.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import * as flux from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PublishedFleet } from "./published-fleet.ts";

const CITY = "sites/north/city.yaml";
const HUB = "hub/delivery";
const MALL = "sites/city/mall-01";
const MALL_DELIVERY = `${MALL}/00-delivery`;
const MAST = "hub/sites/city/mast-01";

let fleet: PublishedFleet;

const lab = labOfTest(
  {
    hub: { engines: ["flux"], definitions: hubProjects },
    mall: { engines: ["flux"], definitions: siteProjects, nodes: [{ name: "mall-01-a", arch: "arm64" }] },
  },
  async (started) => {
    const { hub, mall } = started.clusters;
    fleet = await PublishedFleet.publish(started, { change: withManyApps });
    await flux.bootstrap(hub, fleet.repository, HUB);
    await flux.bootstrap(mall, fleet.repository, MALL_DELIVERY);
    await flux.untilReady(hub, fleet.tree, HUB);
    await flux.untilReady(mall, fleet.tree, MALL_DELIVERY);
  },
);

/**
 * Twenty apps more. When the tenant's role went together with them, the tenant's account could not remove the last of
 * them any more: their reconciler stayed for ever.
 */
function withManyApps(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  // All of them together stay below the quota of the tenant's namespace.
  const till = (files["apps/retail/till.yaml"] ?? "").replace("cpu: 100m", "cpu: 10m");
  const names = Array.from({ length: 20 }, (_, index) => `shelf-${index + 10}`);
  return {
    ...files,
    ...Object.fromEntries(names.map((name) => [`apps/retail/${name}.yaml`, till.replaceAll("till", name)])),
  };
}

const retire = (site: string) =>
  fleet.edit(CITY, new RegExp(`(name: ${site}\\n(?: .*\\n)*?    state: )active`), "$1retired");
const remove = (site: string) => fleet.edit(CITY, new RegExp(`  - name: ${site}\\n(?:    .*\\n)+`), "");

interface Outcome {
  /** Whatever was deleted, in the order in which it was asked for, once all of it is gone. */
  readonly deletions: readonly Deletion[];
  /** Titles of objects that were there before and after, and are others now. */
  readonly remade: readonly string[];
  /** Titles of objects that were not there before. */
  readonly made: readonly string[];
}

/** What became of a cluster's objects while `act` ran. */
async function outcomeOf(cluster: Cluster, act: () => Promise<void>): Promise<Outcome> {
  const deletions = await watchDeletions(cluster);
  try {
    const before = await objectUids(cluster);
    await act();
    await until("what shall go is gone", () => deletions.seen().every(({ gone }) => gone !== undefined));
    const after = await objectUids(cluster);
    return {
      deletions: deletions.seen(),
      remade: [...after].filter(([title, uid]) => (before.get(title) ?? uid) !== uid).map(([title]) => title),
      made: [...after.keys()].filter((title) => !before.has(title)),
    };
  } finally {
    deletions.stop();
  }
}

const titles = (objects: readonly KubernetesObject[]) => objects.map((each) => titleOf(each, each.metadata)).sort();

/** Kinds that Kubernetes makes for workloads and services, and takes away with them. */
const made = new Set(["ControllerRevision", "EndpointSlice", "IPAddress", "Pod", "ReplicaSet"]);
const byHand = (deletions: readonly Deletion[]) => deletions.filter(({ kind }) => !made.has(kind));

const nothing: Outcome = { deletions: [], remade: [], made: [] };

test("A retired site's apps go, the layers they stood on stay, and the hub keeps everything", async () => {
  const { hub, mall } = lab().clusters;
  const layersBefore = fleet.tree.pull().layers(MALL);
  const objectsBefore = new Map(layersBefore.map((folder) => [folder, fleet.tree.objects(folder)]));
  let onHub = nothing;
  const onMall = await outcomeOf(mall, async () => {
    onHub = await outcomeOf(hub, async () => {
      await retire("mall-01");
      await flux.untilReady(mall, fleet.tree, MALL_DELIVERY);
      await flux.untilReady(hub, fleet.tree, HUB);
    });
  });
  expect(onHub).toEqual(nothing);
  const layers = fleet.tree.pull().layers(MALL);
  expect(layers.map((folder) => folder.slice(MALL.length + 1))).toEqual(
    expect.arrayContaining([
      "00-delivery",
      "10-kairos-operator",
      "20-facts",
      "30-cilium",
      "40-local-path",
      "50-tenants",
    ]),
  );
  expect(await flux.missingFields(mall, fleet.tree.objects(MALL))).toEqual([]);

  const dropped = layersBefore.filter((folder) => !layers.includes(folder));
  const reconcilers = onMall.deletions.filter(({ kind }) => kind === "Kustomization").map(({ name }) => name);
  expect(reconcilers).toEqual(
    dropped
      .map((folder) => folder.slice(MALL.length + 1))
      .sort()
      .reverse(),
  );
  expect(reconcilers).toEqual(["80-apps-retail", "79-hosts"]);
  const rest = byHand(onMall.deletions).filter(({ kind }) => kind !== "Kustomization");
  expect(rest.map(({ title }) => title).sort()).toEqual(
    titles(dropped.flatMap((folder) => objectsBefore.get(folder) ?? [])),
  );
  expect(onMall).toMatchObject({ remade: [], made: [] });
});

test("A retired metal site loses its protection first, and everything it had on the hub with its entry, the namespace last", async () => {
  const { hub, mall } = lab().clusters;
  const own = fleet.tree.pull().objects(MAST);
  const retired = await outcomeOf(hub, async () => {
    await retire("mast-01");
    await flux.untilReady(hub, fleet.tree, HUB);
  });
  expect(retired).toEqual(nothing);
  for (const object of own) {
    const { annotations = {} } = (await hub.client.tryGet(keyOf(object)))?.metadata ?? {};
    expect(annotations["kustomize.toolkit.fluxcd.io/prune"], titleOf(object, object.metadata)).toBeUndefined();
  }
  let onMall = nothing;
  const onHub = await outcomeOf(hub, async () => {
    onMall = await outcomeOf(mall, async () => {
      await remove("mast-01");
      await flux.untilReady(hub, fleet.tree, HUB);
      await flux.untilReady(mall, fleet.tree, MALL_DELIVERY);
    });
  });
  const [first, ...rest] = byHand(onHub.deletions);
  expect(first?.title).toBe("Kustomization.kustomize.toolkit.fluxcd.io/flux-system/site-mast-01");
  expect(rest.map(({ title }) => title).sort()).toEqual(titles(own));
  expect(rest.at(-1)?.title).toBe("Namespace//site-mast-01");
  expect(onHub).toMatchObject({ remade: [], made: [] });
  expect(onMall).toEqual(nothing);
});

test("A site whose folder has left the repository keeps what it has, and its Flux says why it goes no further", async () => {
  const { mall } = lab().clusters;
  const outcome = await outcomeOf(mall, async () => {
    await fleet.edit(CITY, /sites:\n(?:.+\n)+/, "sites: []\n");
    await flux.askForReconciliation(mall);
    const failure = await until("its Flux has seen that", () => flux.sourceFailure(mall));
    expect(failure).toContain(`'${MALL}' does not exist in repository`);
  });
  expect(outcome).toEqual(nothing);
});
