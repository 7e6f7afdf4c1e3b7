import { renameSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { keyOf } from "../../lab/servers/kube-client.ts";
import { addNode } from "../../lab/servers/nodes.ts";
import { objectUids } from "../../lab/servers/object-uids.ts";
import { until } from "../../lab/servers/until.ts";
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
      await fleet.edit(CITY, /( +)(mac: "02:44:0c:00:01:01")/, "$1$2\n$1boot: legacy");
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

describe("Nothing is deleted and nothing created again, and all is Synced once it is over, when", () => {
  /** Breaks something, waits until Argo CD has seen it, and mends it. */
  async function survives(breakIt: () => void, seen: () => Promise<unknown>, repair: () => void): Promise<void> {
    const { hub, mall } = lab().clusters;
    const before = [await objectUids(hub), await objectUids(mall)] as const;
    const unchanged = async () => {
      expect(changedKeys(before[0], await objectUids(hub))).toEqual([]);
      expect(changedKeys(before[1], await objectUids(mall))).toEqual([]);
    };
    breakIt();
    try {
      await seen();
      await unchanged();
    } finally {
      repair();
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
      () =>
        argocd.untilShows(hub, "site-mast-01", "cannot be compared", (site) =>
          (argocd.comparisonError(site) ?? "").includes("app path does not exist"),
        ),
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
      () =>
        argocd.untilShows(mall, name, "refuses to sync", (application) =>
          argocd.stateOf(application).includes("auto-sync will wipe out all resources"),
        ),
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
  const before = await objectUids(hub);
  const file = "application_argocd_site-mast-01.yaml";
  const list = "hub/delivery/kustomization.yaml";
  fleet.tree.commit(list, fleet.tree.text(list).replace(`- ${file}\n`, ""));
  fleet.tree.commit(`hub/delivery/${file}`, null);
  fleet.tree.commit("hub/sites/city/mast-01", null);
  await hubSynced();
  const application = "Application.argoproj.io/argocd/site-mast-01";
  expect(changedKeys(before, await objectUids(hub))).toEqual([application]);
  fleet.tree.restore(good);
  await hubSynced();
  expect(changedKeys(before, await objectUids(hub))).toEqual([application]);
});

test("A tenant's folder cannot bring a cluster-scoped object or one for another namespace, and heals when reverted", async () => {
  const { mall } = lab().clusters;
  const foreign = [
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: cluster-wide }\nrules: []",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: elsewhere, namespace: telco }",
  ];
  const text = foreign.map((each) => `---\n${each}\n`).join("");
  await fleet.poisoned(`${MALL}/80-apps-retail/service_retail_till.yaml`, text, async () => {
    await argocd.untilShows(mall, "80-apps-retail", "refuses both", (application) =>
      ["cluster-wide", "elsewhere"].every((name) =>
        argocd.syncMessage(application, name).includes("not permitted in project"),
      ),
    );
  });
  await mallSynced();
  const titles = [...(await objectUids(mall)).keys()];
  expect(titles.filter((title) => /cluster-wide|elsewhere/.test(title))).toEqual([]);
});

test("A layer that does not become healthy keeps the next waves waiting, but no newer commit for longer than half an hour", async () => {
  const { mall } = lab().clusters;
  const { tree } = fleet;
  const good = tree.pull().tip;
  const [layer, later] = ["40-local-path", "80-apps-retail"];
  /** Has the root sync both Applications, one wave after the other. */
  const label = (value: string) => {
    for (const name of [layer, later]) {
      const path = `${MALL}/00-delivery/application_argocd_${name}.yaml`;
      tree.commit(path, tree.text(path).replace(/ {2}labels:\n(?: {4}try: .*\n)?/, `  labels:\n    try: ${value}\n`));
    }
  };
  const labels = () =>
    Promise.all([layer, later].map(async (name) => (await argocd.applicationOf(mall, name)).metadata.labels?.["try"]));
  const provisioner = `${MALL}/${layer}/deployment_local-path-storage_local-path-provisioner.yaml`;
  const nowhere = "    spec:\n      nodeSelector: { kubernetes.io/hostname: nowhere }\n      containers:";
  tree.commit(provisioner, tree.text(provisioner).replace("    spec:\n      containers:", nowhere));
  await argocd.untilShows(mall, layer, "is not healthy", (application) => {
    const { health } = argocd.statusOf(application);
    return health?.status === "Progressing";
  });
  label("one");
  await argocd.untilShows(mall, "flotilla", `waits for ${layer}`, (application) =>
    argocd.stateOf(application).includes(`waiting for healthy state of argoproj.io/Application/${layer}`),
  );
  label("two");
  await argocd.askForRefresh(mall);
  expect(await labels()).toEqual(["one", undefined]);
  await argocd.backdateHealth(mall, layer, 31);
  await argocd.untilShows(mall, "flotilla", "has given up waiting", (application) =>
    argocd.stateOf(application).includes("Retrying attempt"),
  );
  await until("the root has the newer commit", async () => (await labels())[0] === "two", { seconds: 120 });
  expect(await labels()).toEqual(["two", undefined]);
  tree.restore(good);
  await argocd.terminate(mall, "flotilla");
  await mallSynced();
});

test("A retired site loses its workloads by its own Argo CD, and nothing else", async () => {
  const { mall } = lab().clusters;
  const published = argocd.titlesOf(fleet.tree.pull().objects(MALL));
  const before = await objectUids(mall);
  await fleet.edit(CITY, /(name: mall-01\n(?:.*\n)*?.*state: )active/, "$1retired");
  await bothSynced();
  const left = argocd.titlesOf(fleet.tree.pull().objects(MALL));
  const dropped = published.filter((title) => !left.includes(title));
  expect(dropped).toContain("Deployment.apps/retail/till");
  await until(
    "its workloads are gone",
    async () => argocd.lost(before, await objectUids(mall)).length >= dropped.length,
  );
  expect(argocd.lost(before, await objectUids(mall))).toEqual(dropped);
});

test("A retired site's objects on the hub go with its entry, in the second commit, and nothing else goes", async () => {
  const { hub } = lab().clusters;
  const own = fleet.tree.pull().objects("hub/sites/city/mast-01");
  const before = await objectUids(hub);
  await fleet.edit(CITY, /(name: mast-01\n(?:.*\n)*?.*state: )active/, "$1retired");
  await hubSynced();
  expect(changedKeys(before, await objectUids(hub))).toEqual([]);
  for (const object of own) {
    const stored = await hub.client.tryGet(keyOf(object));
    expect(stored?.metadata.annotations?.["argocd.argoproj.io/sync-options"], object.kind).toBeUndefined();
  }
  await fleet.edit(CITY, /^ {2}- name: mast-01\n(?: {4}.*\n)*/m, "");
  await hubSynced();
  const application = "Application.argoproj.io/argocd/site-mast-01";
  await until("its objects are gone", async () => argocd.lost(before, await objectUids(hub)).length > own.length);
  expect(argocd.lost(before, await objectUids(hub))).toEqual([application, ...argocd.titlesOf(own)].sort());
});
