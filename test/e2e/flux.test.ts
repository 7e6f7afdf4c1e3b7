import { describe, expect, test } from "vitest";
import type { Cluster } from "../../lab/servers/cluster.ts";
import { keyOf, Refused } from "../../lab/servers/kube-client.ts";
import { hubProjects, siteProjects } from "../../lab/servers/projects.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import * as flux from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PublishedFleet } from "./published-fleet.ts";

const HUB = "hub/delivery";
const MALL = "sites/city/mall-01";
const MALL_DELIVERY = `${MALL}/00-delivery`;

let fleet: PublishedFleet;

const lab = labOfTest(
  {
    hub: { engines: ["flux"], definitions: hubProjects },
    mall: { engines: ["flux"], definitions: siteProjects, nodes: [{ name: "mall-01-a", arch: "arm64" }] },
  },
  async (started) => {
    const { hub, mall } = started.clusters;
    fleet = await PublishedFleet.publish(started);
    await flux.bootstrap(hub, fleet.repository, HUB);
    await flux.bootstrap(mall, fleet.repository, MALL_DELIVERY);
  },
);

const hubReady = (seconds?: number) => flux.untilReady(lab().clusters.hub, fleet.tree, HUB, seconds);
const mallReady = (seconds?: number) => flux.untilReady(lab().clusters.mall, fleet.tree, MALL_DELIVERY, seconds);

/** What was written in a cluster while `act` ran, among the objects that are published before or after. */
async function changesDuring(cluster: Cluster, folder: string, act: () => Promise<void>): Promise<string[]> {
  const before = fleet.tree.pull().objects(folder);
  const versions = await flux.versionsOf(cluster, before);
  await act();
  const after = await flux.versionsOf(cluster, [...before, ...fleet.tree.pull().objects(folder)]);
  return flux.changedKeys(versions, after);
}

test("A hub comes up from its first objects alone, every Kustomization Ready, every object as published", async () => {
  await hubReady();
  expect(await flux.missingFields(lab().clusters.hub, fleet.tree.objects("hub"))).toEqual([]);
});

test("A site comes up by its own Flux, every Kustomization Ready, every object as published", async () => {
  await mallReady();
  expect(await flux.missingFields(lab().clusters.mall, fleet.tree.objects(MALL))).toEqual([]);
});

test("A change of one site writes that site's objects and no others", async () => {
  const { hub, mall } = lab().clusters;
  let onMall: string[] = [];
  const onHub = await changesDuring(hub, "hub", async () => {
    onMall = await changesDuring(mall, MALL, async () => {
      await fleet.edit("sites/north/city.yaml", /( +)(mac: "02:44:0c:00:01:01")/, "$1$2\n$1boot: legacy");
      await Promise.all([hubReady(), mallReady()]);
    });
  });
  expect(onHub).toEqual(["BareMetalHost/site-mast-01/mast-01-a"]);
  expect(onMall).toEqual([]);
});

test("A change of an app in one zone reaches the sites of that zone alone", async () => {
  const { hub, mall } = lab().clusters;
  let onMall: string[] = [];
  const onHub = await changesDuring(hub, "hub", async () => {
    onMall = await changesDuring(mall, MALL, async () => {
      await fleet.edit("apps/retail/till.yaml", "zones: {}", "zones: { city: { replicas: 2 } }");
      await Promise.all([hubReady(), mallReady()]);
    });
  });
  expect(onHub).toEqual([]);
  expect(onMall).toEqual(["Deployment/retail/till"]);
});

test("An object that was deleted by hand comes back", async () => {
  const { mall } = lab().clusters;
  const role = { apiVersion: "v1", kind: "LimitRange", name: "tenant", namespace: "retail" };
  const before = await mall.client.tryGet(role);
  await mall.client.delete(role);
  await flux.askForApply(mall, "50-tenants");
  const after = await until("the LimitRange is back", async () => {
    const stored = await mall.client.tryGet(role);
    return stored?.metadata.uid === before?.metadata.uid ? undefined : stored;
  });
  expect(after["spec"]).toEqual(before?.["spec"]);
});

test("A site goes on without its hub, and the hub catches up", async () => {
  const { hub } = lab().clusters;
  await hub.stopApi();
  await fleet.edit("apps/retail/till.yaml", "replicas: 1", "replicas: 3");
  await mallReady();
  await hub.startApi();
  await hubReady(300);
});

describe("A commit that was written past Flotilla and is broken", () => {
  test("stops at its layer, keeps what was there, names the object, and heals when reverted", async () => {
    const { mall } = lab().clusters;
    const broken = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: No_Name, namespace: retail }\n";
    await fleet.poisoned(`${MALL}/50-tenants/resourcequota_retail_tenant.yaml`, broken, async (bad) => {
      await flux.askForReconciliation(mall);
      await until("the layer has failed", async () => {
        const ready = flux.conditionOf(await flux.kustomizationOf(mall, "50-tenants"), "Ready");
        if (ready?.status === "False" && ready.message.includes("ConfigMap/retail/No_Name")) return true;
        throw new Error(ready?.message);
      });
      const below = await flux.kustomizationOf(mall, "40-local-path");
      const above = await flux.kustomizationOf(mall, "80-apps-retail");
      expect([below, above].map((each) => flux.isReadyAt(each, bad))).toEqual([true, false]);
      const quota = { apiVersion: "v1", kind: "ResourceQuota", name: "tenant", namespace: "retail" };
      expect(await mall.client.tryGet(quota)).toBeDefined();
    });
    await mallReady();
  });

  test("breaks one site's folder on the hub while the other sites go on", async () => {
    const { hub } = lab().clusters;
    await fleet.poisoned("hub/sites/city/mast-01/cluster_site-mast-01_mast-01.yaml", "unknown: true\n", async (bad) => {
      await flux.askForReconciliation(hub);
      await until("the other site has the commit", async () =>
        flux.isReadyAt(await flux.kustomizationOf(hub, "site-pier-01"), bad),
      );
      const failed = await until("the site has failed", async () => {
        const ready = flux.conditionOf(await flux.kustomizationOf(hub, "site-mast-01"), "Ready");
        return ready?.status === "False" ? ready : undefined;
      });
      expect(failed.message).toContain("Cluster/site-mast-01/mast-01");
    });
    await hubReady();
  });

  test("with a field that Kubernetes' own kind does not have is applied without that field", async () => {
    const { mall } = lab().clusters;
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", name: "till", namespace: "retail" };
    const before = await mall.client.tryGet(deployment);
    await fleet.poisoned(`${MALL}/80-apps-retail/deployment_retail_till.yaml`, "unknown: true\n", async (bad) => {
      await flux.askForReconciliation(mall);
      await until("the layer has the commit", async () =>
        flux.isReadyAt(await flux.kustomizationOf(mall, "80-apps-retail"), bad),
      );
    });
    const after = await mall.client.tryGet(deployment);
    expect(after).not.toHaveProperty("unknown");
    expect(after?.metadata.generation).toBe(before?.metadata.generation);
    await mallReady();
  });
});

describe("A tenant's account", () => {
  const as = "system:serviceaccount:flux-system:flotilla-tenant-retail";
  const configMap = (namespace: string): KubernetesObject => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "by-tenant", namespace },
    data: {},
  });

  test("writes to the tenant's namespace", async () => {
    await lab().clusters.mall.client.apply(configMap("retail"), { as, dryRun: true });
  });

  test.each([
    ["another tenant's namespace", configMap("telco")],
    ["Flux's namespace", configMap("flux-system")],
    [
      "a cluster-scoped object",
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "by-tenant" } } satisfies KubernetesObject,
    ],
  ])("is refused %s", async (_, object) => {
    const attempt = lab().clusters.mall.client.apply(object, { as, dryRun: true });
    await expect(attempt).rejects.toThrow(Refused);
    await expect(attempt).rejects.toThrow(/forbidden/);
  });

  test("is refused a source in another namespace", async () => {
    const { client } = lab().clusters.mall;
    const object: KubernetesObject = {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata: { name: "by-tenant", namespace: "retail" },
      spec: {
        interval: "5m",
        prune: true,
        path: "./sites",
        sourceRef: { kind: "GitRepository", name: "flotilla", namespace: "flux-system" },
      },
    };
    await client.apply(object);
    await until("Flux refuses it", async () => {
      const stored = await client.tryGet(keyOf(object));
      const ready = stored && flux.conditionOf(stored, "Ready");
      return ready?.status === "False" && ready.message.includes("cross-namespace references have been blocked");
    });
    await client.delete(keyOf(object));
  });

  test("cannot bring a cluster-scoped object through the tenant's folder", async () => {
    const { mall } = lab().clusters;
    const role =
      "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: by-tenant }\nrules: []\n";
    await fleet.poisoned(`${MALL}/80-apps-retail/service_retail_till.yaml`, role, async () => {
      await flux.askForReconciliation(mall);
      await until("Flux is refused", async () => {
        const ready = flux.conditionOf(await flux.kustomizationOf(mall, "80-apps-retail"), "Ready");
        if (ready?.status === "False" && ready.message.includes("forbidden")) return true;
        throw new Error(ready?.message);
      });
    });
    await mallReady();
  });
});
