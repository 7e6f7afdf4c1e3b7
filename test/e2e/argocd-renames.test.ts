import { expect, test, vi } from "vitest";
import { objectUids } from "../../lab/servers/object-uids.ts";
import type { JsonObject } from "../../model/json.ts";
import * as argocd from "./argocd.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PublishedFleet } from "./published-fleet.ts";
import { adopt, newNames, oldNames, orphan, program, rename, renameBack } from "./renames.ts";

/** Three commits after another, each waited for as long as `untilSynced` does. */
vi.setConfig({ testTimeout: 600_000 });

const MALL = "sites/city/mall-01";
const TRACKING = "argocd.argoproj.io/tracking-id";

let fleet: PublishedFleet;

const lab = labOfTest(
  {
    mall: { engines: ["argocd"], definitions: argocd.definitions.site, nodes: [{ name: "mall-01-a", arch: "arm64" }] },
  },
  async (started) => {
    const { mall } = started.clusters;
    // Argo CD takes a bare IP address for no registry.
    const registry = started.registry.host.replace("127.0.0.1", "localhost");
    fleet = await PublishedFleet.publish(started, { delivery: "argocd", registry, program });
    await argocd.bootstrap(mall, fleet.repository, `${MALL}/00-delivery`);
    await argocd.untilSynced(mall, fleet.tree, MALL);
  },
);

const titlesIn = (folders: readonly string[]) =>
  argocd.titlesOf(folders.flatMap((folder) => fleet.tree.pull().objects(`${MALL}/${folder}`)));

/** In one step it is a race between the two Applications: three tries lost two objects, one and none. */
test("A layer and a tenant that are renamed in two steps lose no object: new Applications take over the very ones", async () => {
  const { mall } = lab().clusters;
  await expect(fleet.change(rename)).rejects.toMatchObject({ exitCode: 5 });
  const titles = titlesIn(oldNames);
  const before = await objectUids(mall);
  for (const step of [orphan, rename, adopt]) {
    await fleet.change(step);
    await argocd.untilSynced(mall, fleet.tree, MALL);
  }
  const after = await objectUids(mall);
  expect(titlesIn(newNames)).toEqual(titles);
  expect(titles).toEqual(
    expect.arrayContaining(["Deployment.apps/retail/till", "StatefulSet.apps/observability/prometheus"]),
  );
  expect(argocd.lost(before, after)).toEqual([
    "AppProject.argoproj.io/argocd/flotilla-tenant-retail",
    ...oldNames.map((name) => `Application.argoproj.io/argocd/${name}`),
  ]);
  const owners = await Promise.all(
    [
      { apiVersion: "apps/v1", kind: "StatefulSet", namespace: "observability", name: "prometheus" },
      { apiVersion: "apps/v1", kind: "Deployment", namespace: "retail", name: "till" },
    ].map(async (key) => (await mall.client.tryGet(key))?.metadata.annotations?.[TRACKING]?.split(":")[0]),
  );
  expect(owners).toEqual(newNames);
});

test("By hand it loses no object either: the root is paused while the old Application is told to leave its own", async () => {
  const { mall } = lab().clusters;
  const titles = titlesIn(["50-monitoring"]);
  const before = await objectUids(mall);
  const patch = (name: string, change: JsonObject) =>
    mall.client.merge({ apiVersion: "argoproj.io/v1alpha1", kind: "Application", namespace: "argocd", name }, change);
  const automated = (enabled: boolean) => ({ spec: { syncPolicy: { automated: { enabled } } } });
  await patch("flotilla", automated(false));
  await patch("50-monitoring", {
    metadata: { finalizers: null },
    spec: { syncPolicy: { automated: { prune: false } } },
  });
  await fleet.change(renameBack);
  // A root that goes on with the commit it had would first write back what the patch changed.
  const { tip } = fleet.tree.pull();
  await argocd.untilShows(mall, "flotilla", "knows the commit", (root) => argocd.statusOf(root).sync?.revision === tip);
  await patch("flotilla", automated(true));
  await argocd.untilSynced(mall, fleet.tree, MALL);
  const after = await objectUids(mall);
  expect(argocd.lost(before, after)).toEqual(["Application.argoproj.io/argocd/50-monitoring"]);
  expect(titles.map((title) => after.get(title))).toEqual(titles.map((title) => before.get(title)));
});
