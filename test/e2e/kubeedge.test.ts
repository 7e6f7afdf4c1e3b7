/** KubeEdge itself on a hub, and servers that join it by what the fleet writes. */

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { kubeEdgeExample } from "../../engines/node-runtime/kubeedge/example.ts";
import { nodeUpgradeJob } from "../../engines/node-runtime/kubeedge/node-upgrade-job.ts";
import { REGISTRY_FOLDER } from "../../lab/node/k3s-registries.ts";
import { ensureShop, pauseImage, shopImage } from "../../lab/node/shop.ts";
import { log } from "../../lab/program.ts";
import { askInside } from "../../lab/servers/ask-inside.ts";
import { startEdgeNode } from "../../lab/servers/edge-node.ts";
import { startImageRegistry } from "../../lab/servers/image-registry.ts";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { type KubeEdgeHub, startKubeEdgeHub } from "../../lab/servers/kubeedge.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import type { RunningNode } from "../../lab/servers/server.ts";
import { until } from "../../lab/servers/until.ts";
import type { JsonObject } from "../../model/json.ts";
import { field } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { exampleSite } from "../engines/provisioning/example-site.ts";
import { edgeFleetFiles, NETWORK, PublishedEdgeFleet, REGISTRY } from "./edge-fleet.ts";
import { isReady, obstacle, storyOf } from "./node.ts";

/** Images that a job fetches ahead come with these credentials alone: EdgeCore hands containerd empty ones in place of its own. */
const registryHosts = (account: string) => `server = "http://${NETWORK.gateway}:5000/v2"

[host."http://${NETWORK.gateway}:5000/v2"]
capabilities = ["pull", "resolve"]
override_path = true

[host."http://${NETWORK.gateway}:5000/v2".header]
authorization = "Basic ${account}"
`;

const zones = ["city", "coast"] as const;

describe.skipIf(obstacle !== undefined)("a hub with edge nodes", () => {
  let folder = "";
  let failed = true;
  let hub: KubeEdgeHub;
  let fleet: PublishedEdgeFleet;
  const nodes = new Map<string, RunningNode>();
  const digests: Record<string, string> = {};
  const appFolder = /hub\/platform\/80-(edge-apps-retail|prefetch)\//;
  const ends: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (obstacle !== undefined) return;
    folder = openScratch();
    mkdirSync(join(folder, "fleet"), { recursive: true });
    const images = await startImageRegistry(folder);
    ends.push(images.stop);
    const shop = await ensureShop();
    for (const version of ["1.0.0", "1.1.0", "1.2.0"]) {
      digests[version] = await images.push("retail/kiosk", version, shopImage(shop, version));
    }
    await images.push("kubeedge/pause", "3.6", pauseImage(shop));
    fleet = await PublishedEdgeFleet.of(folder, edgeFleetFiles({ digests }));
    const [release] = fleet.objects(/hub\/platform\/[^/]*kubeedge\/helmrelease/);
    hub = await startKubeEdgeHub(folder, {
      name: "hub",
      network: NETWORK,
      uplinks: [{ port: 5000, to: images.url.replace("http://", "") }],
      values: field(release, "spec", "values") as JsonObject,
      beside: fleet.objects(/hub\/platform\/[^/]*kubeedge\/clusterrole_/),
    });
    ends.unshift(hub.stop);
    const { client } = hub.site.cluster;
    for (const each of fleet.objects(/hub\/.*\/namespace_/)) await client.apply(each);
    for (const each of fleet.objects(/hub\/sites\//)) await client.apply(each);
    for (const [at, zone] of zones.entries()) {
      const host = `${zone}-01-a`;
      const node = await startEdgeNode(hub, {
        name: host,
        address: `10.44.${11 + at}.${11 + at}`,
        pods: `10.244.${1 + at}.0/24`,
        sandboxImage: `${REGISTRY}/kubeedge/pause:3.6`,
        files: { [`${REGISTRY_FOLDER}/${REGISTRY}/hosts.toml`]: registryHosts(images.account) },
        boot: `cat >>"$DATA/containerd.toml" <<END
[plugins."io.containerd.grpc.v1.cri".registry.configs."${NETWORK.gateway}:5000".auth]
auth = "${images.account}"
END`,
        edgeCore: await fleet.edgeCore(zone, host),
        token: await hub.token(),
      });
      nodes.set(host, node);
      ends.unshift(node.powerOff);
    }
    for (const node of nodes.values()) await node.untilReady();
    failed = false;
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === "fail";
  });
  afterAll(async () => {
    for (const end of ends) await end();
    if (failed) log(`logs are kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  });

  test("CloudCore runs with the chart's configuration, and both servers are nodes with what their files say", async () => {
    const { client } = hub.site.cluster;
    for (const zone of zones) {
      const node = await client.tryGet({ apiVersion: "v1", kind: "Node", name: `${zone}-01-a` });
      expect(node?.metadata.labels).toMatchObject({
        "flotilla.dev/zone": zone,
        "flotilla.dev/site": `${zone}-01`,
        "node-role.kubernetes.io/edge": "",
        "apps.kubeedge.io/belonging-to": `${zone}-01`,
      });
      expect(field(node, "spec", "taints")).toContainEqual({
        key: "node-role.kubernetes.io/edge",
        effect: "NoSchedule",
      });
      expect(String(field(node, "status", "nodeInfo", "kubeletVersion"))).toMatch(/kubeedge-v1\.23\.1/);
    }
  });

  test("CloudCore may do all that it asks for", () => {
    expect(readFileSync(hub.log(), "utf8")).not.toContain("is forbidden");
  });

  test("An app in groups of nodes runs in each, with its image, number and configuration", async () => {
    const { client } = hub.site.cluster;
    for (const each of fleet.objects(appFolder)) await client.apply(each);
    const pods = await untilKiosks({ "city-01": 1, "coast-01": 2 });
    for (const pod of pods) {
      const zone = zones.find((each) => pod.metadata.name.startsWith(`kiosk-${each}-01-`));
      expect(field(pod, "spec", "nodeName")).toBe(`${zone}-01-a`);
      const [container] = field(pod, "spec", "containers") as readonly JsonObject[];
      const [version, language] = zone === "coast" ? ["1.1.0", "en-GB"] : ["1.0.0", "zh-CN"];
      expect(String(container?.["image"])).toMatch(new RegExp(`${digests[version]}$`));
      expect(container?.["env"]).toContainEqual({ name: "LANGUAGE", value: language });
      expect(container?.["env"]).toContainEqual({ name: "PORT", value: "8080" });
      expect(await answerOf(pod)).toBe(`${version} ${pod.metadata.name}\n`);
    }
  });

  test("Servers fetch the images of the next version before the app changes to them, and the job says so", async () => {
    for (const zone of zones) {
      const job = await untilJob("ImagePrePullJob", new RegExp(`^retail-kiosk-${zone}-`), "Completed");
      expect(field(job, "status", "nodeStatus")).toMatchObject([
        {
          nodeName: `${zone}-01-a`,
          phase: "Successful",
          imageStatus: [{ image: `${REGISTRY}/retail/kiosk:1.2.0@${digests["1.2.0"]}`, status: "True" }],
        },
      ]);
    }
  });

  // The upgrade itself needs systemd and keadm on the server, of which the lab has neither.
  test("An order to upgrade reaches the server, which looks for the image and says what it found", async () => {
    const site = exampleSite({
      provisioner: kubeEdgeExample,
      name: "city-01",
      kind: "nodes",
      roles: ["worker"],
      fleet: { registries: [REGISTRY] } as never,
    });
    const [order] = nodeUpgradeJob(site, { ...kubeEdgeExample, version: "v1.23.2", upgradesFrom: "v1.23.1" });
    await hub.site.cluster.client.apply(order as KubernetesObject);
    const job = await untilJob("NodeUpgradeJob", /^city-01-edgecore-v1-23-2$/, "Failure");
    expect(field(job, "status", "nodeStatus")).toMatchObject([
      {
        nodeName: "city-01-a",
        phase: "Failure",
        actionFlow: [
          {
            action: "Check",
            status: "False",
            reason: expect.stringContaining(`failed to pull image ${REGISTRY}/kubeedge/installation-package:v1.23.2`),
          },
        ],
      },
    ]);
  });

  test("However often the controller looks, it changes nothing", async () => {
    const { client } = hub.site.cluster;
    const key = {
      apiVersion: "apps.kubeedge.io/v1alpha1",
      kind: "EdgeApplication",
      name: "kiosk",
      namespace: "retail",
    };
    for (const look of ["1", "2", "3", "4", "5"]) {
      await client.merge(key, { metadata: { annotations: { "flotilla.dev/look": look } } });
      await sleep(300);
    }
    await sleep(2000);
    const made = await client.list("apps/v1", "Deployment", "app.kubernetes.io/name=kiosk", "retail");
    // The deployment controller writes to their status alone.
    expect(made.map(({ metadata }) => [metadata.name, metadata.generation])).toEqual([
      ["kiosk-city-01", 1],
      ["kiosk-coast-01", 1],
    ]);
  });

  test("Cut off from its hub a node goes on, starts its pods after a power cut, and comes back with all of them", async () => {
    const { client } = hub.site.cluster;
    const before = await kiosks();
    await hub.setLine(false);
    await until("the hub misses both nodes", async () => {
      const found = await client.list("v1", "Node");
      return found.length === 2 && found.every((node) => statusOfNode(node) === "Unknown");
    });
    for (const pod of before) expect(await answerOf(pod)).toContain(pod.metadata.name);
    const [city] = before.filter(({ metadata }) => metadata.name.startsWith("kiosk-city-01-"));
    const server = nodes.get("city-01-a");
    await server?.powerOff();
    server?.powerOn();
    await until("the pod has started again without the hub", async () => {
      // Its address is another one: nobody but the server knows.
      for (const last of Array.from({ length: 20 }, (_, at) => at + 2)) {
        const answer = await askInside(hub.site.lan, `10.244.1.${last}`, 8080).catch(() => "");
        if (answer.includes(city?.metadata.name ?? "?")) return true;
      }
      return false;
    });
    await hub.setLine(true);
    for (const node of nodes.values()) await node.untilReady();
    const after = await untilKiosks({ "city-01": 1, "coast-01": 2 });
    expect(after.map(({ metadata }) => metadata.uid).sort()).toEqual(before.map(({ metadata }) => metadata.uid).sort());
  });

  test("A zone that the app leaves loses its pods, and those of the other stay", async () => {
    const { client } = hub.site.cluster;
    const before = (await kiosks()).filter(({ metadata }) => metadata.name.startsWith("kiosk-city-01-"));
    const files = edgeFleetFiles({ digests });
    const app = (files["apps/retail/kiosk.yaml"] ?? "")
      .replace("regions: [north]", "zones: [city]")
      .replace(/zones:\n.*/s, "");
    const next = await PublishedEdgeFleet.of(folder, { ...files, "apps/retail/kiosk.yaml": app });
    for (const each of next.objects(appFolder)) await client.apply(each);
    const after = await untilKiosks({ "city-01": 1 });
    expect(after.map(({ metadata }) => metadata.uid)).toEqual(before.map(({ metadata }) => metadata.uid));
  });

  const untilJob = (kind: string, name: RegExp, phase: string) =>
    until(
      `a ${kind} is ${phase}`,
      async () => {
        const jobs = await hub.site.cluster.client.list("operations.kubeedge.io/v1alpha2", kind);
        const job = jobs.find(({ metadata }) => name.test(metadata.name));
        if (job?.status?.["phase"] === phase) return job;
        throw new Error(JSON.stringify(job?.status ?? jobs.map(({ metadata }) => metadata.name)));
      },
      { seconds: 120 },
    );
  const kiosks = async () => {
    const pods = await hub.site.cluster.client.list("v1", "Pod", "app.kubernetes.io/name=kiosk", "retail");
    return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  };
  const answerOf = (pod: StoredObject) => askInside(hub.site.lan, String(pod.status?.["podIP"]), 8080);
  const statusOfNode = (node: StoredObject) =>
    ((node.status?.["conditions"] ?? []) as readonly JsonObject[]).find(({ type }) => type === "Ready")?.["status"];
  const untilKiosks = (wanted: Readonly<Record<string, number>>) =>
    until(
      `the app runs in ${JSON.stringify(wanted)}`,
      async () => {
        const pods = await kiosks();
        const ready = pods.filter(isReady);
        const all = Object.values(wanted).reduce((sum, each) => sum + each);
        const isThere = Object.entries(wanted).every(
          ([group, count]) =>
            ready.filter(({ metadata }) => metadata.name.startsWith(`kiosk-${group}-`)).length === count,
        );
        if (isThere && pods.length === all) return pods;
        throw new Error(pods.map(storyOf).join("\n"));
      },
      { seconds: 120 },
    );
});
