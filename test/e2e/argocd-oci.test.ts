/** A region that real Argo CD takes from a real registry: pinned by the root, and no more than what changed. */

import { load } from "js-yaml";
import { afterAll, expect, test } from "vitest";
import { type ArtifactRegistry, startArtifactRegistry } from "../../lab/servers/artifact-registry.ts";
import { addNode } from "../../lab/servers/nodes.ts";
import { objectUids } from "../../lab/servers/object-uids.ts";
import { until } from "../../lab/servers/until.ts";
import * as argocd from "./argocd.ts";
import { byArtifacts, digestOf, pulledFrom, uidsOf } from "./artifacts.ts";
import { missingFields } from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PublishedFleet } from "./published-fleet.ts";

const HUB = "hub/delivery";
const MALL = "sites/city/mall-01";
const MALL_DELIVERY = `${MALL}/00-delivery`;
const CITY = "sites/north/city.yaml";
const REGION = "sites/north/region.yaml";
const BY_ARTIFACTS = "delivery: { engine: argocd, source: oci }";

let fleet: PublishedFleet;
let registry: ArtifactRegistry;

const lab = labOfTest(
  {
    hub: { engines: ["argocd"], definitions: argocd.definitions.hub, nodes: [{ name: "hub-a", arch: "amd64" }] },
    mall: { engines: ["argocd"], definitions: argocd.definitions.site, nodes: [{ name: "mall-01-a", arch: "arm64" }] },
  },
  async (started) => {
    const { hub, mall } = started.clusters;
    registry = await startArtifactRegistry(started.folder);
    // Argo CD takes a bare IP address for no registry of charts.
    const charts = started.registry.host.replace("127.0.0.1", "localhost");
    const change = byArtifacts(registry.front.host, [], "argocd");
    fleet = await PublishedFleet.publish(started, { delivery: "argocd", registry: charts, change });
    const { modules } = load(fleet.tree.text("hosts/50f66e16-9b59-470b-b939-bddad873c803/edgecore.yaml")) as {
      readonly modules: { readonly edged: { readonly nodeLabels: Readonly<Record<string, string>> } };
    };
    await addNode(hub, { name: "kiosk-01-a", arch: "amd64", labels: modules.edged.nodeLabels });
    for (const [cluster, root] of [
      [hub, HUB],
      [mall, MALL_DELIVERY],
    ] as const) {
      await argocd.bootstrap(cluster, fleet.repository, root);
      await cluster.client.apply(registry.credentials);
    }
  },
);

afterAll(() => registry?.stop());

const rootOf = (path: string) => digestOf(registry, `fleet/north/${path}`);
const hubDelivered = async () =>
  argocd.untilDelivered(lab().clusters.hub, fleet.tree, "hub", await rootOf("hub/delivery"));
const mallDelivered = async () => argocd.untilDelivered(lab().clusters.mall, fleet.tree, MALL, await rootOf(MALL));

/** What Argo CD has of itself changes with every digest. */
const running = (folder: string) =>
  fleet.tree.objects(folder).filter(({ kind }) => kind !== "Application" && kind !== "AppProject");

test("A hub and a site come up from the registry alone, every Application Synced and Healthy at the digest that it is pinned to", async () => {
  const { hub, mall } = lab().clusters;
  await hubDelivered();
  await mallDelivered();
  expect(await missingFields(hub, running("hub"))).toEqual([]);
  expect(await missingFields(mall, fleet.tree.objects(MALL))).toEqual([]);
  const site = await argocd.applicationOf(hub, "site-mast-01");
  expect(argocd.sourceOf(site).targetRevision).toMatch(/^sha256:/);
});

test("One changed site costs the hub its artifact and the root, and the other sites nothing", async () => {
  const { mall } = lab().clusters;
  await fleet.edit(CITY, /( +)(mac: "02:44:0c:00:01:01")/, "$1$2\n$1boot: legacy");
  registry.front.requests.length = 0;
  await hubDelivered();
  expect(pulledFrom(registry)).toEqual(["hub/delivery", "hub/sites/city/mast-01"]);
  registry.front.requests.length = 0;
  await argocd.askForRefresh(mall);
  await until("the site has looked", async () => registry.front.requests.length > 0);
  await mallDelivered();
  expect(pulledFrom(registry)).toEqual([]);
});

test("A registry that fails changes nothing in a cluster, and what was published meanwhile comes once it is back", async () => {
  const { hub } = lab().clusters;
  const objects = running("hub");
  const before = await uidsOf(hub, objects);
  await fleet.edit(CITY, "boot: legacy", "boot: uefi");
  registry.front.replace = () => 500;
  await argocd.untilShows(
    hub,
    "flotilla",
    "cannot be compared",
    (application) => argocd.comparisonError(application) !== undefined,
  );
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
    method === "GET" && path.includes(`/${MALL}/blobs/`) ? Buffer.from("poison") : undefined;
  await argocd.untilShows(
    mall,
    "80-apps-retail",
    "cannot be compared",
    (application) => argocd.comparisonError(application) !== undefined,
  );
  expect((await mall.client.tryGet(deployment))?.["spec"]).toMatchObject({ replicas: 1 });
  registry.front.replace = undefined;
  await mallDelivered();
  expect((await mall.client.tryGet(deployment))?.["spec"]).toMatchObject({ replicas: 3 });
});

test("A tenant's project admits the artifact of the tenant's apps, and no other", async () => {
  const { hub, mall } = lab().clusters;
  const sourcesIn = async ({ client }: typeof hub, name: string) => {
    const project = await client.tryGet({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      name,
      namespace: "argocd",
    });
    const spec = project?.["spec"] as { readonly sourceRepos?: readonly string[] } | undefined;
    return spec?.sourceRepos?.filter((each) => each.startsWith("oci://"));
  };
  const url = `oci://${registry.front.host}/fleet/north`;
  expect(await sourcesIn(mall, "flotilla-tenant-retail")).toEqual([`${url}/${MALL}`]);
  expect(await sourcesIn(hub, "flotilla-platform")).toEqual([`${url}/hub/**`]);
});

test("A living region goes back to Git and out to the registry again, and nothing that runs there is made anew", async () => {
  const { hub, mall } = lab().clusters;
  const uids = async () => [await objectUids(hub), await objectUids(mall)] as const;
  const before = await uids();
  const lost = async () => {
    const after = await uids();
    return before.flatMap((each, index) => argocd.lost(each, after[index] ?? new Map()));
  };
  await fleet.edit(REGION, BY_ARTIFACTS, "delivery: argocd");
  await argocd.untilSynced(hub, fleet.tree, "hub");
  await argocd.untilSynced(mall, fleet.tree, MALL);
  expect(await lost()).toEqual([]);
  const sources = await hub.client.list("argoproj.io/v1alpha1", "Application", "", "argocd");
  expect(sources.filter((each) => argocd.sourceOf(each).repoURL.startsWith("oci://"))).toEqual([]);
  await fleet.edit("apps/retail/till.yaml", /replicas: \d/, "replicas: 2");
  await argocd.untilSynced(mall, fleet.tree, MALL);
  await fleet.edit(REGION, "delivery: argocd", BY_ARTIFACTS);
  await hubDelivered();
  await mallDelivered();
  expect(await lost()).toEqual([]);
}, 900_000);
