import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { watchDeletions } from "../../lab/servers/deletions.ts";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { objectUids } from "../../lab/servers/object-uids.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import * as flux from "./flux.ts";
import { InMemoryMirror } from "./in-memory.ts";
import { labOfTest } from "./lab-of-test.ts";
import { Bucket, LosableHub } from "./lost-hub.ts";
import { MASTS, mastsZone } from "./masts.ts";
import { WorkTree } from "./published.ts";
import { PublishedFleet } from "./published-fleet.ts";

const HUB = "hub/delivery";
const ZONE = "sites/north/masts.yaml";
const REGION = "sites/north/region.yaml";
const CLUSTER = "cluster.x-k8s.io/v1beta2";
const BUCKET = "hub-backups";
/** One of them has three control planes, one two workers. */
const FIRST = MASTS.slice(0, 8);
/** Installed after the last back-up. */
const LATE = "mast-18";

let hub: LosableHub;
let bucket: Bucket;
let fleet: PublishedFleet;
let mirror: InMemoryMirror;
let tree: WorkTree;
let bare: string;

const lab = labOfTest({}, async (started) => {
  const { folder, repositories } = started;
  hub = await LosableHub.start(folder);
  bucket = await Bucket.start(folder, BUCKET, hub.cluster);
  fleet = await PublishedFleet.publish(started, { change: mastsAlone, to: join(folder, "published") });
  bare = join(repositories, "north.git");
  mirror = new InMemoryMirror(fleet.repository, bare, folder);
  mirror.follow();
  tree = new WorkTree(bare, folder);
  await flux.bootstrap(hub.cluster, bare, HUB);
});
afterAll(async () => {
  await bucket?.stop();
  await hub?.stop();
});

/** The fleet with a few masts for its only sites, and a back-up. */
function mastsAlone(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const others = ["sites/north/city.yaml", "sites/north/coast.yaml", "apps/retail/till.yaml"];
  const rest = Object.entries(files).filter(([path]) => !others.includes(path));
  const backup = `backup: { endpoint: "https://s3.panji.example", bucket: ${BUCKET} }\n`;
  return { ...Object.fromEntries(rest), [ZONE]: mastsZone(FIRST), [REGION]: `${files[REGION]}${backup}` };
}

const list = (kind: string) => hub.cluster.client.list(CLUSTER, kind);
const namesOf = (objects: readonly StoredObject[]) => objects.map(({ metadata }) => metadata.name).sort();

async function untilUp(count: number): Promise<void> {
  await until(
    `${count} clusters are up`,
    async () => {
      const up = (await list("Cluster")).filter((each) =>
        ["Available", "ControlPlaneMachinesReady", "WorkerMachinesReady"].every(
          (type) => flux.conditionOf(each, type)?.status === "True",
        ),
      );
      if (up.length === count) return true;
      throw new Error(`${up.length} are: ${namesOf(up)}`);
    },
    { seconds: 600, every: 1000 },
  );
}

async function untilDelivered(): Promise<void> {
  mirror.follow();
  await flux.untilReady(hub.cluster, tree, HUB, 600);
}

/** What Cluster API keeps of the servers in the field, by uid. */
async function provisioned(): Promise<ReadonlyMap<string, string>> {
  const kept = [...(await objectUids(hub.cluster))].filter(([title]) =>
    /^(Secret\/site-|[A-Za-z0-9]+\.[a-z.]*cluster\.x-k8s\.io\/)/.test(title),
  );
  return new Map(kept);
}

const isPaused = ({ spec }: KubernetesObject) => (spec as { readonly paused?: boolean }).paused === true;

let before: ReadonlyMap<string, string>;

test("the hub's own back-up takes a snapshot of it into the bucket", async () => {
  await untilDelivered();
  await untilUp(FIRST.length);
  const cronJob = tree.objects("hub/platform/50-backup").find(({ kind }) => kind === "CronJob");
  before = await provisioned();
  expect([...before.keys()].filter((title) => title.startsWith("Machine.cluster.x-k8s.io/"))).toHaveLength(12);
  await bucket.backUp(hub.cluster, cronJob as KubernetesObject);
  expect(await bucket.follow("list")).toMatch(/hub-north .*etcd[\s\S]*no errors were found/);
  // The same again finds the bucket in use and adds to it.
  await bucket.backUp(hub.cluster, cronJob as KubernetesObject);
  expect(await bucket.follow("list")).toMatch(/[12] snapshots/);
}, 1_800_000);

test("a hub made again from Git while it is restoring makes no machine", async () => {
  await fleet.change((files) => ({ ...files, [ZONE]: mastsZone(MASTS.slice(0, 9)) }));
  await untilDelivered();
  await untilUp(FIRST.length + 1);
  await hub.lose();
  await fleet.edit(REGION, ':6443" }', ':6443", state: restoring }');
  mirror.follow();
  await hub.beginEmpty();
  await flux.bootstrap(hub.cluster, bare, HUB);
  await untilDelivered();
  const clusters = await list("Cluster");
  expect(clusters).toHaveLength(FIRST.length + 1);
  await until("every Cluster says that it is paused", async () =>
    (await list("Cluster")).every((each) => flux.conditionOf(each, "Paused")?.status === "True"),
  );
  expect(await list("Machine")).toEqual([]);
  const hosts = await hub.cluster.client.list("metal3.io/v1alpha1", "BareMetalHost");
  expect(hosts).toHaveLength(13);
  for (const { metadata } of hosts) expect(metadata.annotations).toHaveProperty(["baremetalhost.metal3.io/paused"]);
}, 1_800_000);

test("with the snapshot every machine is there as it was, paused, and the guide's commands say which site is not", async () => {
  await bucket.follow("fetch");
  await hub.lose();
  const data = join(lab().folder, "restored");
  const { peerUrl } = hub.cluster.store;
  await bucket.follow("etcd", { "https://ADDRESS:2380": peerUrl, NAME: "default", "/var/lib/etcd": data });
  await hub.beginWith(data);
  const deletions = await watchDeletions(hub.cluster);
  await untilDelivered();
  await until("every Cluster is paused", async () => (await list("Cluster")).every(isPaused));
  const paused = (await bucket.follow("paused")).split("\n");
  expect(paused.filter((line) => line.endsWith(" true"))).toHaveLength(FIRST.length + 1);
  expect(await bucket.follow("unknown")).toBe(`${LATE}\n`);
  expect(await bucket.follow("pause", { "site-NAME": `site-${LATE}`, NAME: LATE })).toContain(`${LATE} patched`);
  const after = await provisioned();
  for (const [title, uid] of before) expect([title, after.get(title)]).toEqual([title, uid]);
  deletions.stop();
  expect(deletions.seen().map(({ title }) => title)).toEqual([]);
}, 1_800_000);

test("once it is active again nothing is made anew, and the site that the snapshot does not know is left alone", async () => {
  const deletions = await watchDeletions(hub.cluster);
  await fleet.change((files) => ({
    ...files,
    [REGION]: (files[REGION] ?? "").replace("state: restoring", "state: active"),
    [ZONE]: (files[ZONE] ?? "").replace(new RegExp(`(name: ${LATE}\n(?: .*\n)*?    state: )active`), "$1held"),
  }));
  mirror.follow();
  await flux.askForReconciliation(hub.cluster);
  await until(
    "no Cluster but the held one is paused",
    async () => {
      const left = namesOf((await list("Cluster")).filter(isPaused));
      if (left.join() === LATE) return true;
      throw new Error(`paused are ${left}`);
    },
    { seconds: 600 },
  );
  await untilUp(FIRST.length);
  const after = await provisioned();
  for (const [title, uid] of before) expect([title, after.get(title)]).toEqual([title, uid]);
  const machines = [...after.keys()].filter((title) => /^(Dev)?Machine\./.test(title)).sort();
  expect(machines).toEqual([...before.keys()].filter((title) => /^(Dev)?Machine\./.test(title)).sort());
  expect((await bucket.follow("alive")).match(/ Running /g)).toHaveLength(12);
  deletions.stop();
  expect(deletions.seen().map(({ title }) => title)).toEqual([]);
}, 1_800_000);

test("a hub made again from Git alone makes every machine anew, which the state is there to prevent", async () => {
  await hub.lose();
  await hub.beginEmpty();
  await flux.bootstrap(hub.cluster, bare, HUB);
  await until("there are machines", async () => (await list("Machine")).length >= FIRST.length, { seconds: 600 });
  const uids = new Set(before.values());
  for (const { metadata } of await list("Machine")) expect(uids).not.toContain(metadata.uid);
}, 1_800_000);
