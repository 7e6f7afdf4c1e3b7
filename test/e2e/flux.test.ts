import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Cluster } from "../../lab/servers/cluster.ts";
import { keyOf, Refused } from "../../lab/servers/kube-client.ts";
import { hubProjects, siteProjects } from "../../lab/servers/projects.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { fleetFiles, flotilla, writeFiles } from "./fleet.ts";
import * as flux from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";
import { WorkTree } from "./published.ts";

const HUB = "hub/delivery";
const MALL = "sites/city/mall-01";
const MALL_DELIVERY = `${MALL}/00-delivery`;

let files: Record<string, string>;
let tree: WorkTree;

const lab = labOfTest(
  {
    hub: { engines: ["flux"], definitions: hubProjects },
    mall: { engines: ["flux"], definitions: siteProjects, nodes: [{ name: "mall-01-a", arch: "arm64" }] },
  },
  async ({ git, registry, repositories, folder, clusters }) => {
    files = fleetFiles({ repositories: git.url, registry: registry.host });
    await publish(files, folder, repositories);
    const repository = join(repositories, "north.git");
    tree = new WorkTree(repository, folder);
    await flux.bootstrap(clusters.hub, repository, HUB);
    await flux.bootstrap(clusters.mall, repository, MALL_DELIVERY);
  },
);

async function publish(next: Record<string, string>, folder: string, repositories: string, ...options: string[]) {
  const fleet = join(folder, "fleet");
  writeFiles(fleet, next);
  await flotilla("publish", "--fleet", fleet, "--region", "north", "--to", repositories, ...options);
}

/** Publishes the fleet with one file edited. */
async function edit(file: string, from: string | RegExp, to: string, ...options: string[]) {
  const { folder, repositories } = lab();
  const text = files[file] ?? "";
  const changed = text.replace(from, to);
  expect(changed, `${file} has nothing like ${from}`).not.toBe(text);
  files = { ...files, [file]: changed };
  await publish(files, folder, repositories, ...options);
}

const hubReady = (seconds?: number) => flux.untilReady(lab().clusters.hub, tree, HUB, seconds);
const mallReady = (seconds?: number) => flux.untilReady(lab().clusters.mall, tree, MALL_DELIVERY, seconds);

/** Adds text to a published file past Flotilla, and takes it back once `act` has seen the commit. */
async function poisoned(path: string, addition: string, act: (commit: string) => Promise<void>) {
  const good = tree.pull().text(path);
  const bad = tree.commit(path, good + addition);
  try {
    await act(bad);
  } finally {
    tree.commit(path, good);
  }
}

/** Keys of a map whose values differ in another, or that are in one of the two only. */
function changedKeys(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key)).sort();
}

/** What was written in a cluster while `act` ran, among the objects that are published before or after. */
async function changesDuring(cluster: Cluster, folder: string, act: () => Promise<void>): Promise<string[]> {
  const before = tree.pull().objects(folder);
  const versions = await flux.versionsOf(cluster, before);
  await act();
  const after = await flux.versionsOf(cluster, [...before, ...tree.pull().objects(folder)]);
  return changedKeys(versions, after);
}

test("A hub comes up from its first objects alone, every Kustomization Ready, every object as published", async () => {
  await hubReady();
  expect(await flux.missingFields(lab().clusters.hub, tree.objects("hub"))).toEqual([]);
});

test("A site comes up by its own Flux, every Kustomization Ready, every object as published", async () => {
  await mallReady();
  expect(await flux.missingFields(lab().clusters.mall, tree.objects(MALL))).toEqual([]);
});

test("A change of one site writes that site's objects and no others", async () => {
  const { hub, mall } = lab().clusters;
  let onMall: string[] = [];
  const onHub = await changesDuring(hub, "hub", async () => {
    onMall = await changesDuring(mall, MALL, async () => {
      await edit("sites/north/city.yaml", "10.44.255.11", "10.44.255.21");
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
      await edit("apps/retail/till.yaml", "zones: {}", "zones: { city: { replicas: 2 } }");
      await Promise.all([hubReady(), mallReady()]);
    });
  });
  expect(onHub).toEqual([]);
  expect(onMall).toEqual(["Deployment/retail/till"]);
});

test("An object that was deleted by hand comes back", async () => {
  const { mall } = lab().clusters;
  const role = { apiVersion: "v1", kind: "LimitRange", name: "tenant", namespace: "retail" };
  await mall.client.delete(role);
  await flux.askForApply(mall, "50-tenants");
  await until("the LimitRange is back", () => mall.client.tryGet(role));
});

test("A site goes on without its hub, and the hub catches up", async () => {
  const { hub } = lab().clusters;
  await hub.stopApi();
  await edit("apps/retail/till.yaml", "replicas: 1", "replicas: 3");
  await mallReady();
  await hub.startApi();
  await hubReady(180);
});

describe("A bad link deletes nothing, and the site converges once it is over", () => {
  test.each(["slow", "dropping", "away"] as const)("%s", async (link) => {
    const { git, clusters } = lab();
    const before = tree.pull().objects(MALL);
    const versions = await flux.versionsOf(clusters.mall, before);
    git.set(link);
    await edit("apps/retail/till.yaml", /LOG_LEVEL: \w+/, `LOG_LEVEL: ${link}`);
    await flux.askForReconciliation(clusters.mall);
    if (link !== "slow") {
      await until("the source has failed", () => flux.sourceHasFailed(clusters.mall));
      expect(changedKeys(versions, await flux.versionsOf(clusters.mall, before))).toEqual([]);
      git.set("good");
    }
    await mallReady(180);
    git.set("good");
    expect(await flux.missingFields(clusters.mall, tree.objects(MALL))).toEqual([]);
  });
});

describe("A commit that was written past Flotilla and is broken", () => {
  test("stops at its layer, keeps what was there, names the object, and heals when reverted", async () => {
    const { mall } = lab().clusters;
    const broken = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: No_Name, namespace: retail }\n";
    await poisoned(`${MALL}/50-tenants/resourcequota_retail_tenant.yaml`, broken, async (bad) => {
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
    await poisoned("hub/sites/city/mast-01/cluster_site-mast-01_mast-01.yaml", "unknown: true\n", async (bad) => {
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
    await poisoned(`${MALL}/80-apps-retail/service_retail_till.yaml`, role, async () => {
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

test("A retired site's objects go with the site in the second commit, and nothing else goes", async () => {
  const { hub } = lab().clusters;
  const city = "sites/north/city.yaml";
  const before = tree.pull().objects("hub");
  const own = tree.objects("hub/sites/city/mast-01");
  const whole = files[city] ?? "";
  const start = whole.indexOf("  - name: mast-01");
  await edit(city, whole.slice(start), whole.slice(start).replace("state: active", "state: retired"));
  await hubReady();
  for (const object of own.filter(({ kind }) => ["Cluster", "BareMetalHost", "Namespace"].includes(kind))) {
    const stored = await hub.client.tryGet(keyOf(object));
    expect(stored?.metadata.annotations?.["kustomize.toolkit.fluxcd.io/prune"], keyOf(object).kind).toBeUndefined();
  }
  await edit(city, (files[city] ?? "").slice(start), "");
  await hubReady();
  await until("the site's objects are gone", async () => {
    const left = await Promise.all(own.map((object) => hub.client.tryGet(keyOf(object))));
    return left.every((each) => each === undefined);
  });
  const others = before.filter(
    ({ metadata }) => metadata.namespace !== "site-mast-01" && !metadata.name.includes("mast-01"),
  );
  expect(await flux.missingFields(hub, others)).toEqual([]);
});
