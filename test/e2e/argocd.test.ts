import { renameSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { censusOf, titleOf } from "../../lab/servers/census.ts";
import { keyOf } from "../../lab/servers/kube-client.ts";
import { addNode } from "../../lab/servers/nodes.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import * as argocd from "./argocd.ts";
import { changedKeys, missingFields } from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PublishedFleet } from "./published-fleet.ts";

const HUB = "hub";
const MALL = "sites/city/mall-01";
const CITY = "sites/north/city.yaml";

let fleet: PublishedFleet;

const lab = labOfTest(
  {
    hub: { engines: ["argocd"], definitions: argocd.definitions.hub, nodes: [{ name: "hub-a", arch: "amd64" }] },
    mall: { engines: ["argocd"], definitions: argocd.definitions.site, nodes: [{ name: "mall-01-a", arch: "arm64" }] },
  },
  async (started) => {
    const { hub, mall } = started.clusters;
    // Argo CD takes a bare IP address for no registry.
    const registry = started.registry.host.replace("127.0.0.1", "localhost");
    fleet = await PublishedFleet.publish(started, { delivery: "argocd", registry });
    const { modules } = load(fleet.tree.text("hosts/50f66e16-9b59-470b-b939-bddad873c803/edgecore.yaml")) as {
      readonly modules: { readonly edged: { readonly nodeLabels: Readonly<Record<string, string>> } };
    };
    await addNode(hub, { name: "kiosk-01-a", arch: "amd64", labels: modules.edged.nodeLabels });
    await argocd.bootstrap(hub, fleet.repository, "hub/delivery");
    await argocd.bootstrap(mall, fleet.repository, `${MALL}/00-delivery`);
  },
);

const hubSynced = () => argocd.untilSynced(lab().clusters.hub, fleet.tree, HUB);
const mallSynced = () => argocd.untilSynced(lab().clusters.mall, fleet.tree, MALL);
const bothSynced = () => Promise.all([hubSynced(), mallSynced()]);

function titlesOf(objects: readonly KubernetesObject[]): readonly string[] {
  return objects.map((object) => titleOf(object, object.metadata)).sort();
}

/** What is there before and gone or made anew after, but for what Kubernetes makes of workloads. */
function lost(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const derived = /^(Pod|ReplicaSet\.apps|ControllerRevision\.apps|EndpointSlice\.discovery\.k8s\.io)\//;
  const gone = [...before].filter(([title, uid]) => after.get(title) !== uid).map(([title]) => title);
  return gone.filter((title) => !derived.test(title)).sort();
}

test("A region comes up from its first objects, every Application Synced and Healthy, every object as published", async () => {
  await bothSynced();
  const { hub, mall } = lab().clusters;
  expect(await missingFields(hub, fleet.tree.objects(HUB))).toEqual([]);
  expect(await missingFields(mall, fleet.tree.objects(MALL))).toEqual([]);
});

test("What the API server and Argo CD fill in is no drift: two looks later nothing was synced again", async () => {
  const { hub, mall } = lab().clusters;
  const before = [await argocd.lastSyncs(hub), await argocd.lastSyncs(mall)];
  for (const _ of [1, 2]) {
    await Promise.all([hub, mall].map((cluster) => argocd.askForRefresh(cluster, "hard")));
    await bothSynced();
  }
  expect([await argocd.lastSyncs(hub), await argocd.lastSyncs(mall)]).toEqual(before);
});

test("A change of one site writes that site's objects and no others", async () => {
  const { hub, mall } = lab().clusters;
  let onMall: readonly string[] = [];
  const onHub = await argocd.changesDuring(hub, fleet.tree, HUB, async () => {
    onMall = await argocd.changesDuring(mall, fleet.tree, MALL, async () => {
      await fleet.edit(CITY, "10.44.255.11", "10.44.255.21");
      await bothSynced();
    });
  });
  expect(onHub).toEqual(["BareMetalHost/site-mast-01/mast-01-a"]);
  expect(onMall).toEqual([]);
});

test("A change of an app in one zone reaches the sites of that zone alone", async () => {
  const { hub, mall } = lab().clusters;
  let onMall: readonly string[] = [];
  const onHub = await argocd.changesDuring(hub, fleet.tree, HUB, async () => {
    onMall = await argocd.changesDuring(mall, fleet.tree, MALL, async () => {
      await fleet.edit("apps/retail/till.yaml", "zones: {}", "zones: { city: { replicas: 2 } }");
      await bothSynced();
    });
  });
  expect(onHub).toEqual([]);
  expect(onMall).toEqual(["Deployment/retail/till"]);
});

test("An object that was deleted by hand comes back by itself", async () => {
  const { client } = lab().clusters.mall;
  const range = { apiVersion: "v1", kind: "LimitRange", name: "tenant", namespace: "retail" };
  const before = await client.tryGet(range);
  await client.delete(range);
  await until("the LimitRange is back", async () => {
    const after = await client.tryGet(range);
    return after !== undefined && after.metadata.uid !== before?.metadata.uid;
  });
  await mallSynced();
});

describe("Nothing is deleted and nothing made anew, and all is Synced once it is over, when", () => {
  /** Breaks something, waits until Argo CD has seen it, and mends it. */
  async function survives(breakIt: () => void, seen: () => Promise<unknown>, mend: () => void): Promise<void> {
    const { hub, mall } = lab().clusters;
    const before = [await censusOf(hub), await censusOf(mall)] as const;
    const unchanged = async () => {
      expect(changedKeys(before[0], await censusOf(hub))).toEqual([]);
      expect(changedKeys(before[1], await censusOf(mall))).toEqual([]);
    };
    breakIt();
    try {
      await seen();
      await unchanged();
    } finally {
      mend();
    }
    await bothSynced();
    await unchanged();
  }

  /** The same with a commit that was written past Flotilla, which is reverted. */
  async function survivesCommit(write: () => void, seen: () => Promise<unknown>): Promise<void> {
    const good = fleet.tree.pull().tip;
    await survives(write, seen, () => fleet.tree.restore(good));
  }

  const noneCompares = () =>
    Promise.all([lab().clusters.hub, lab().clusters.mall].map((cluster) => argocd.untilNoneCompares(cluster)));

  test("a commit removes a site's folder", async () => {
    const { hub } = lab().clusters;
    await survivesCommit(
      () => fleet.tree.commit("hub/sites/city/mast-01", null),
      async () => {
        await argocd.askForRefresh(hub);
        await until("the site cannot be compared", async () => {
          const error = argocd.comparisonError(await argocd.applicationOf(hub, "site-mast-01"));
          return error?.includes("app path does not exist");
        });
      },
    );
  });

  test.each([
    ["a folder of the site", `${MALL}/50-tenants`, "50-tenants"],
    ["the site's root folder", `${MALL}/00-delivery`, "flotilla"],
  ])("a commit leaves %s without an object", async (_, folder, name) => {
    const { mall } = lab().clusters;
    const path = `${folder}/kustomization.yaml`;
    await survivesCommit(
      () => fleet.tree.commit(path, fleet.tree.text(path).replace(/^resources:[\s\S]*/m, "resources: []\n")),
      async () => {
        await argocd.askForRefresh(mall);
        await until("the sync is refused", async () => {
          const { conditions = [] } = argocd.statusOf(await argocd.applicationOf(mall, name));
          return conditions.some(({ message }) => message.includes("auto-sync will wipe out all resources"));
        });
      },
    );
  });

  test("a commit empties the region but for its README", async () => {
    await survivesCommit(() => {
      for (const folder of ["hub", "sites", "hosts", ".flotilla"]) fleet.tree.commit(folder, null);
    }, noneCompares);
  });

  test("the repository is lost", async () => {
    const elsewhere = `${fleet.repository}.elsewhere`;
    await survives(
      () => renameSync(fleet.repository, elsewhere),
      noneCompares,
      () => renameSync(elsewhere, fleet.repository),
    );
  });

  test.each(["dropping", "away"] as const)("the link to the repository is %s", async (link) => {
    const { git } = lab();
    await survives(
      () => git.set(link),
      noneCompares,
      () => git.set("good"),
    );
  });
});

test("A site that a commit drops without retiring it keeps every object, and is taken up again by the revert", async () => {
  const { hub } = lab().clusters;
  const good = fleet.tree.pull().tip;
  const before = await censusOf(hub);
  const file = "application_argocd_site-mast-01.yaml";
  const list = "hub/delivery/kustomization.yaml";
  fleet.tree.commit(list, fleet.tree.text(list).replace(`- ${file}\n`, ""));
  fleet.tree.commit(`hub/delivery/${file}`, null);
  fleet.tree.commit("hub/sites/city/mast-01", null);
  await hubSynced();
  const application = "Application.argoproj.io/argocd/site-mast-01";
  expect(changedKeys(before, await censusOf(hub))).toEqual([application]);
  fleet.tree.restore(good);
  await hubSynced();
  expect(changedKeys(before, await censusOf(hub))).toEqual([application]);
});

test("A tenant's folder cannot bring a cluster-scoped object or one for another namespace, and heals when reverted", async () => {
  const { mall } = lab().clusters;
  const foreign = [
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: cluster-wide }\nrules: []",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: elsewhere, namespace: telco }",
  ];
  const text = foreign.map((each) => `---\n${each}\n`).join("");
  await fleet.poisoned(`${MALL}/80-apps-retail/service_retail_till.yaml`, text, async () => {
    await argocd.askForRefresh(mall);
    await until("Argo CD refuses both", async () => {
      const application = await argocd.applicationOf(mall, "80-apps-retail");
      const said = ["cluster-wide", "elsewhere"].map((name) => argocd.syncMessage(application, name));
      if (said.every((message) => message.includes("not permitted in project"))) return true;
      throw new Error(`${said.join("; ")}: ${argocd.stateOf(application)}`);
    });
  });
  await mallSynced();
  const titles = [...(await censusOf(mall)).keys()];
  expect(titles.filter((title) => /cluster-wide|elsewhere/.test(title))).toEqual([]);
});

test("A retired site loses its workloads and storage by its own Argo CD, and nothing else", async () => {
  const { mall } = lab().clusters;
  const published = titlesOf(fleet.tree.pull().objects(MALL));
  const before = await censusOf(mall);
  await fleet.edit(CITY, /(name: mall-01\n(?:.*\n)*?.*state: )active/, "$1retired");
  await bothSynced();
  const left = titlesOf(fleet.tree.pull().objects(MALL));
  const dropped = published.filter((title) => !left.includes(title));
  expect(dropped).toContain("Deployment.apps/retail/till");
  await until("its workloads are gone", async () => lost(before, await censusOf(mall)).length >= dropped.length);
  expect(lost(before, await censusOf(mall))).toEqual(dropped);
});

test("A retired site's objects on the hub go with its entry, in the second commit, and nothing else goes", async () => {
  const { hub } = lab().clusters;
  const own = fleet.tree.pull().objects("hub/sites/city/mast-01");
  const before = await censusOf(hub);
  await fleet.edit(CITY, /(name: mast-01\n(?:.*\n)*?.*state: )active/, "$1retired");
  await hubSynced();
  expect(changedKeys(before, await censusOf(hub))).toEqual([]);
  for (const object of own) {
    const stored = await hub.client.tryGet(keyOf(object));
    expect(stored?.metadata.annotations?.["argocd.argoproj.io/sync-options"], object.kind).toBeUndefined();
  }
  await fleet.edit(CITY, /^ {2}- name: mast-01\n(?: {4}.*\n)*/m, "");
  await hubSynced();
  const application = "Application.argoproj.io/argocd/site-mast-01";
  await until("its objects are gone", async () => lost(before, await censusOf(hub)).length > own.length);
  expect(lost(before, await censusOf(hub))).toEqual([application, ...titlesOf(own)].sort());
});
