/** A region that real Flux takes from a real registry: every artifact signed, pinned by the root, and no more than what changed. */

import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { type ArtifactRegistry, startArtifactRegistry } from "../../lab/servers/artifact-registry.ts";
import type { Cluster } from "../../lab/servers/cluster.ts";
import { hubProjects, siteProjects } from "../../lab/servers/projects.ts";
import { until } from "../../lab/servers/until.ts";
import { parseAddress } from "../../oci/address.ts";
import { artifactOf } from "../../oci/artifact.ts";
import { RegistryClient } from "../../oci/client.ts";
import { ArtifactRepository } from "../../oci/repository.ts";
import { signingKeyOf } from "../../oci/signature.ts";
import { follow, store } from "../../oci/store.ts";
import {
  askForRoot,
  byArtifacts,
  failureOf,
  pulledFrom,
  signingKey,
  sourceKey,
  uidsOf,
  untilDelivered,
} from "./artifacts.ts";
import * as flux from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PublishedFleet } from "./published-fleet.ts";

const HUB = "hub/delivery";
const MALL = "sites/city/mall-01";
const MALL_DELIVERY = `${MALL}/00-delivery`;
const OF_HUB = "fleet/north/hub/delivery";
const OF_MALL = `fleet/north/${MALL}`;

let fleet: PublishedFleet;
let registry: ArtifactRegistry;

const lab = labOfTest(
  {
    hub: { engines: ["flux"], definitions: hubProjects },
    mall: { engines: ["flux"], definitions: siteProjects, nodes: [{ name: "mall-01-a", arch: "arm64" }] },
  },
  async (started) => {
    registry = await startArtifactRegistry(started.folder);
    const key = signingKey(started.folder, "fleet");
    process.env["FLOTILLA_SIGNING_KEY_FILE"] = key.file;
    fleet = await PublishedFleet.publish(started, { change: byArtifacts(registry.front.host, [key.publicKey]) });
    for (const [cluster, root] of [
      [started.clusters.hub, HUB],
      [started.clusters.mall, MALL_DELIVERY],
    ] as const) {
      await flux.bootstrap(cluster, fleet.repository, root);
      await cluster.client.apply(registry.secret);
    }
  },
);

afterAll(() => registry?.stop());

const hubDelivered = () => untilDelivered(lab().clusters.hub, registry, OF_HUB, fleet.tree, HUB);
const mallDelivered = () => untilDelivered(lab().clusters.mall, registry, OF_MALL, fleet.tree, MALL_DELIVERY);

test("A hub and a site come up from the registry alone, every Kustomization Ready at the digest that it is pinned to", async () => {
  const { hub, mall } = lab().clusters;
  await hubDelivered();
  await mallDelivered();
  const unpinned = fleet.tree
    .objects("hub")
    .filter(({ kind, metadata }) => !(kind === "OCIRepository" && metadata.name !== "flux"));
  expect(await flux.missingFields(hub, unpinned)).toEqual([]);
  expect(await flux.missingFields(mall, fleet.tree.objects(MALL))).toEqual([]);
});

/** Revision of what a source has. */
async function revisionOfSource(cluster: Cluster, name: string): Promise<string | undefined> {
  const stored = await cluster.client.tryGet(sourceKey(name));
  return (stored?.status?.["artifact"] as { readonly revision?: string } | undefined)?.revision;
}

test("One changed site costs the hub its artifact and the root, and the other sites nothing", async () => {
  const { mall } = lab().clusters;
  await fleet.edit("sites/north/city.yaml", /( +)(mac: "02:44:0c:00:01:01")/, "$1$2\n$1boot: legacy");
  registry.front.requests.length = 0;
  await hubDelivered();
  expect(pulledFrom(registry).filter((path) => !path.endsWith(".sig"))).toEqual([
    "hub/delivery",
    "hub/sites/city/mast-01",
  ]);
  registry.front.requests.length = 0;
  await askForRoot(mall);
  await until("the site has looked", async () => registry.front.requests.length > 0);
  await mallDelivered();
  const bytes = registry.front.requests
    .filter(({ path, method }) => path.includes(MALL) && method === "GET")
    .reduce((sum, each) => sum + each.bytes, 0);
  expect([pulledFrom(registry), bytes]).toEqual([[], 0]);
});

test("A registry that fails changes nothing in a cluster, and what was published meanwhile comes once it is back", async () => {
  const { hub } = lab().clusters;
  const objects = fleet.tree.pull().objects("hub");
  const before = await uidsOf(hub, objects);
  await fleet.edit("sites/north/city.yaml", "boot: legacy", "boot: uefi");
  registry.front.replace = () => 500;
  await askForRoot(hub);
  await until("the source has failed", () => failureOf(hub, "flotilla"));
  expect(await uidsOf(hub, objects)).toEqual(before);
  registry.front.replace = undefined;
  await hubDelivered();
  expect(await uidsOf(hub, objects)).toEqual(before);
});

test("Content with other bytes than its digest says is not taken", async () => {
  const { mall } = lab().clusters;
  const deployment = { apiVersion: "apps/v1", kind: "Deployment", name: "till", namespace: "retail" };
  await fleet.edit("apps/retail/till.yaml", "replicas: 1", "replicas: 3");
  registry.front.replace = (method, path) =>
    method === "GET" && path.includes(`${OF_MALL}/blobs/`) ? Buffer.from("poison") : undefined;
  await askForRoot(mall);
  await until("the source has failed", () => failureOf(mall, "flotilla"));
  expect((await mall.client.tryGet(deployment))?.["spec"]).toMatchObject({ replicas: 1 });
  registry.front.replace = undefined;
  await mallDelivered();
  expect((await mall.client.tryGet(deployment))?.["spec"]).toMatchObject({ replicas: 3 });
});

test("A root without a signature changes nothing, nor one with a stranger's, and the next publish puts it right", async () => {
  const { mall } = lab().clusters;
  const objects = fleet.tree.pull().objects(MALL);
  const before = await uidsOf(mall, objects);
  const empty = artifactOf(new Map([[`${MALL_DELIVERY}/kustomization.yaml`, "resources: []\n"]]));
  const url = `oci://${registry.front.host}/${OF_MALL}`;
  const repository = new ArtifactRepository(new RegistryClient(parseAddress(url)), url);
  const stranger = signingKeyOf(readFileSync(signingKey(lab().folder, "stranger").file, "utf8"));
  for (const key of [undefined, stranger]) {
    const { digest } = await store(repository, `attack-${key ? "signed" : "unsigned"}`, async () => empty, key);
    await follow(repository, digest);
    await askForRoot(mall);
    const failure = await until("the source refuses it", async () => {
      const told = await failureOf(mall, "flotilla");
      return told?.includes("signature") ? told : undefined;
    });
    expect(failure).toMatch(/no matching signatures/);
    expect(await uidsOf(mall, objects)).toEqual(before);
  }
  await fleet.again();
  await mallDelivered();
  expect(await uidsOf(mall, objects)).toEqual(before);
});

test("What was deleted by hand comes back, from what the cluster has already", async () => {
  const { mall } = lab().clusters;
  const range = { apiVersion: "v1", kind: "LimitRange", name: "tenant", namespace: "retail" };
  const before = await mall.client.tryGet(range);
  await mall.client.delete(range);
  registry.front.replace = () => 500;
  await flux.askForApply(mall, "50-tenants");
  await until("the LimitRange is back", async () => {
    const stored = await mall.client.tryGet(range);
    return stored && stored.metadata.uid !== before?.metadata.uid;
  });
  registry.front.replace = undefined;
});

test("A site does not go ahead of the platform that the same root pins, when the platform's artifact comes late", async () => {
  const { hub } = lab().clusters;
  const revisionOf = async (name: string) => (await flux.kustomizationOf(hub, name)).status?.["lastAppliedRevision"];
  const before = await revisionOf("site-mast-01");
  registry.front.replace = (method, path) =>
    method === "GET" && path.includes("/hub/platform/manifests/sha256:") ? 404 : undefined;
  await fleet.change((files) => ({
    ...files,
    "sites/fleet.yaml": (files["sites/fleet.yaml"] ?? "").replace(
      "owners: [telco-team] }",
      "owners: [telco-team, radio-team] }",
    ),
    "sites/north/city.yaml": (files["sites/north/city.yaml"] ?? "").replace("boot: uefi", "boot: legacy"),
  }));
  await askForRoot(hub);
  await until("the site has its new artifact and the platform has not", async () => {
    const site = await revisionOfSource(hub, "site-mast-01");
    return site !== before && site !== undefined && (await failureOf(hub, "flotilla-platform")) !== undefined;
  });
  const waiting = await until("the site waits", async () => {
    const ready = flux.conditionOf(await flux.kustomizationOf(hub, "site-mast-01"), "Ready");
    return ready?.reason === "DependencyNotReady" ? ready : undefined;
  });
  expect(waiting.message).toMatch(/50-/);
  expect(await revisionOf("site-mast-01")).toBe(before);
  registry.front.replace = undefined;
  await hub.client.merge(sourceKey("flotilla-platform"), {
    metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": new Date().toISOString() } },
  });
  await hubDelivered();
  expect(await revisionOf("site-mast-01")).not.toBe(before);
});

test("A living region goes back to Git and out to the registry again, and nothing that runs there is made anew", async () => {
  const { hub, mall } = lab().clusters;
  const reconcilers = new Set(["OCIRepository", "GitRepository", "Kustomization"]);
  const running = (folder: string) => fleet.tree.objects(folder).filter(({ kind }) => !reconcilers.has(kind));
  fleet.tree.pull();
  const [onHub, onMall] = [running("hub"), running(MALL)];
  const uids = async () => [await uidsOf(hub, onHub), await uidsOf(mall, onMall)];
  const before = await uids();
  await fleet.edit("sites/north/region.yaml", "delivery: { engine: flux, source: oci }", "delivery: flux");
  await Promise.all([hub, mall].map(askForRoot));
  await flux.untilApplied(hub, fleet.tree, HUB);
  await flux.untilApplied(mall, fleet.tree, MALL_DELIVERY);
  expect(await uids()).toEqual(before);
  await fleet.edit("apps/retail/till.yaml", /replicas: \d/, "replicas: 2");
  await flux.untilReady(mall, fleet.tree, MALL_DELIVERY);
  // What is left of the old way, and with it every trace: from here on it is a region that never read a registry.
  for (const { client } of [hub, mall]) await client.delete(sourceKey("flotilla"));
  await fleet.edit("sites/north/region.yaml", "delivery: flux", "delivery: { engine: flux, source: oci }");
  await Promise.all([hub, mall].map(flux.askForReconciliation));
  for (const { client, name } of [hub, mall]) {
    await until(`${name} knows its root in the registry`, () => client.tryGet(sourceKey("flotilla")));
  }
  await hubDelivered();
  await mallDelivered();
  expect(await uids()).toEqual(before);
}, 900_000);
