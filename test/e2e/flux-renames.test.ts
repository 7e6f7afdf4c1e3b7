import { expect, test } from "vitest";
import { type Deletion, watchDeletions } from "../../lab/servers/deletions.ts";
import { objectUids, titleOf } from "../../lab/servers/object-uids.ts";
import { siteProjects } from "../../lab/servers/projects.ts";
import { until } from "../../lab/servers/until.ts";
import type { JsonObject } from "../../model/json.ts";
import * as flux from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PublishedFleet } from "./published-fleet.ts";
import { adopt, newNames, oldNames, orphan, program, rename, renameBack, renameLayer, renames } from "./renames.ts";

const MALL = "sites/city/mall-01";
const DELIVERY = `${MALL}/00-delivery`;
const KUSTOMIZE = "kustomize.toolkit.fluxcd.io/v1";
const OWNER = "kustomize.toolkit.fluxcd.io/name";

let fleet: PublishedFleet;

const lab = labOfTest(
  { mall: { engines: ["flux"], definitions: siteProjects, nodes: [{ name: "mall-01-a", arch: "arm64" }] } },
  async (started) => {
    const { mall } = started.clusters;
    fleet = await PublishedFleet.publish(started, { program });
    await flux.bootstrap(mall, fleet.repository, DELIVERY);
    await flux.untilReady(mall, fleet.tree, DELIVERY);
  },
);

type Files = Readonly<Record<string, string>>;

/** Publishes a change and waits until the site has applied it. */
async function apply(change: (files: Files) => Files): Promise<void> {
  await fleet.change(change);
  await flux.untilReady(lab().clusters.mall, fleet.tree, DELIVERY);
}

/** What was deleted while `act` ran, once all of it is gone, but for what Kubernetes makes of workloads. */
async function deletedDuring(act: () => Promise<void>): Promise<readonly string[]> {
  const deletions = await watchDeletions(lab().clusters.mall);
  const derived = new Set(["ControllerRevision", "EndpointSlice", "IPAddress", "Pod", "ReplicaSet"]);
  const isOwn = ({ kind }: Deletion) => !derived.has(kind);
  try {
    await act();
    await until("what shall go is gone", () => deletions.seen().every(({ gone }) => gone !== undefined));
    const own = deletions.seen().filter(isOwn);
    return own.map(({ title }) => title).sort();
  } finally {
    deletions.stop();
  }
}

/** Titles of the objects in folders of the site. */
function titlesIn(folders: readonly string[]): readonly string[] {
  const objects = folders.flatMap((folder) => fleet.tree.pull().objects(`${MALL}/${folder}`));
  return objects.map((object) => titleOf(object, object.metadata)).sort();
}

test("A layer and a tenant that are renamed in one step are refused, and the site goes on as it was", async () => {
  const { tip } = fleet.tree.pull();
  await expect(fleet.change(rename)).rejects.toMatchObject({
    exitCode: 5,
    message: expect.stringContaining("FLT-GUARD-009: statefulset observability/prometheus and 7 more move"),
  });
  expect(fleet.tree.pull().tip).toBe(tip);
});

test("In two steps they lose no object: the new reconcilers take over the very ones that are there", async () => {
  const { mall } = lab().clusters;
  const titles = titlesIn(oldNames);
  const before = await objectUids(mall);
  const deleted = await deletedDuring(async () => {
    await apply(orphan);
    await apply(rename);
    await apply(adopt);
  });
  const after = await objectUids(mall);
  expect(titlesIn(newNames)).toEqual(titles);
  expect(titles).toEqual(
    expect.arrayContaining(["Deployment.apps/retail/till", "StatefulSet.apps/observability/prometheus"]),
  );
  expect(titles.map((title) => after.get(title))).toEqual(titles.map((title) => before.get(title)));
  expect(deleted).toEqual([
    ...oldNames.map((name) => `Kustomization.kustomize.toolkit.fluxcd.io/flux-system/${name}`),
    "RoleBinding.rbac.authorization.k8s.io/retail/flotilla-tenant-retail",
    "ServiceAccount/flux-system/flotilla-tenant-retail",
  ]);
  const owners = await Promise.all(
    [
      { apiVersion: "apps/v1", kind: "StatefulSet", namespace: "observability", name: "prometheus" },
      { apiVersion: "apps/v1", kind: "Deployment", namespace: "retail", name: "till" },
    ].map(async (key) => (await mall.client.tryGet(key))?.metadata.labels?.[OWNER]),
  );
  expect(owners).toEqual(newNames);
});

test("In one step, past the rule, Flux deletes every object of the layer and makes another one", async () => {
  const { mall } = lab().clusters;
  const titles = titlesIn([renames["50-metrics"]]);
  const before = await objectUids(mall);
  const deleted = await deletedDuring(() => apply(renameBack));
  const after = await objectUids(mall);
  expect(deleted).toEqual([`Kustomization.kustomize.toolkit.fluxcd.io/flux-system/50-monitoring`, ...titles].sort());
  for (const title of titles) expect([title, after.get(title)]).not.toEqual([title, before.get(title)]);
});

test("By hand it loses no object either: the root is suspended while the old reconcilers are told to keep theirs", async () => {
  const { mall } = lab().clusters;
  const titles = titlesIn(["50-metrics"]);
  const before = await objectUids(mall);
  const patch = (name: string, spec: JsonObject) =>
    mall.client.merge({ apiVersion: KUSTOMIZE, kind: "Kustomization", namespace: "flux-system", name }, { spec });
  const deleted = await deletedDuring(async () => {
    await patch("flotilla", { suspend: true });
    await patch("50-metrics", { prune: false, deletionPolicy: "Orphan" });
    await fleet.change(renameLayer);
    // A root that goes on with the commit it had would first write back what the patch changed.
    await flux.untilFetched(mall, fleet.tree.pull().tip);
    await patch("flotilla", { suspend: false });
    await flux.untilReady(mall, fleet.tree, DELIVERY);
  });
  const after = await objectUids(mall);
  expect(deleted).toEqual(["Kustomization.kustomize.toolkit.fluxcd.io/flux-system/50-metrics"]);
  expect(titles.map((title) => after.get(title))).toEqual(titles.map((title) => before.get(title)));
});
