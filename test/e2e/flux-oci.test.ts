/** A region that real Flux takes from a real registry: every artifact signed, pinned by the root, and no more than what changed. */

import { afterAll, expect, test } from "vitest";
import { hubProjects, siteProjects } from "../../lab/servers/projects.ts";
import { type ArtifactRegistry, byArtifacts, signingKey, startArtifactRegistry, untilDelivered } from "./artifacts.ts";
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

test("One changed site costs the hub its artifact and the root, and the other sites nothing", async () => {
  const { mall } = lab().clusters;
  registry.front.requests.length = 0;
  await fleet.edit("sites/north/city.yaml", /( +)(mac: "02:44:0c:00:01:01")/, "$1$2\n$1boot: legacy");
  registry.front.requests.length = 0;
  await hubDelivered();
  const pulled = registry.front.requests.filter(({ method, path }) => method === "GET" && path.includes("/blobs/"));
  const of = (path: string) => /^\/v2\/fleet\/north\/(.+)\/(?:blobs|manifests)\//.exec(path)?.[1] ?? path;
  expect([...new Set(pulled.map(({ path }) => of(path)))].sort()).toEqual(["hub/delivery", "hub/sites/city/mast-01"]);
  registry.front.requests.length = 0;
  await flux.askForApply(mall, "flotilla");
  await mallDelivered();
  expect(registry.front.requests.filter(({ method }) => method === "GET" && !method.includes("/v2/ "))).toEqual(
    registry.front.requests.filter(({ path }) => path === "/v2/"),
  );
});
