/** KubeEdge itself on a hub, and servers that join it by what the fleet writes. */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { REGISTRY_FOLDER } from "../../lab/node/k3s-registries.ts";
import { ensureShop, pauseImage, shopImage } from "../../lab/node/shop.ts";
import { log } from "../../lab/program.ts";
import { startEdgeNode } from "../../lab/servers/edge-node.ts";
import { startImageRegistry } from "../../lab/servers/image-registry.ts";
import { type KubeEdgeHub, startKubeEdgeHub } from "../../lab/servers/kubeedge.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import type { RunningNode } from "../../lab/servers/server.ts";
import { until } from "../../lab/servers/until.ts";
import type { JsonObject } from "../../model/json.ts";
import { field } from "../../model/json-fields.ts";
import { edgeFleetFiles, NETWORK, PublishedEdgeFleet, REGISTRY } from "./edge-fleet.ts";
import { isReady, obstacle, storyOf } from "./node.ts";

const zones = ["city", "coast"] as const;

describe.skipIf(obstacle !== undefined)("a hub with edge nodes", () => {
  let folder = "";
  let failed = true;
  let hub: KubeEdgeHub;
  let fleet: PublishedEdgeFleet;
  const nodes = new Map<string, RunningNode>();
  const ends: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (obstacle !== undefined) return;
    folder = openScratch();
    mkdirSync(join(folder, "fleet"), { recursive: true });
    const images = await startImageRegistry(folder);
    ends.push(images.stop);
    const shop = await ensureShop();
    const digests: Record<string, string> = {};
    for (const version of ["1.0.0", "1.1.0"]) {
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
        files: {
          [`${REGISTRY_FOLDER}/${REGISTRY}/hosts.toml`]: `server = "http://${NETWORK.gateway}:5000"\n`,
        },
        boot: `cat >>"$DATA/containerd.toml" <<END
[plugins."io.containerd.grpc.v1.cri".registry.configs."${NETWORK.gateway}:5000".auth]
auth = "${images.account}"
END`,
        edgeCore: await fleet.edgeCore(zone, host),
        token: await hub.token(),
      });
      nodes.set(host, node);
      ends.unshift(node.stop);
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

  test("An app of the fleet runs on both", async () => {
    const { client } = hub.site.cluster;
    for (const each of fleet.objects(/hub\/platform\/80-edge-apps-retail\//)) await client.apply(each);
    await until(
      "three pods run",
      async () => {
        const pods = await client.list("v1", "Pod", "app.kubernetes.io/name=kiosk", "retail");
        const ready = pods.filter(isReady);
        if (ready.length === 3) return true;
        throw new Error(pods.map(storyOf).join("\n"));
      },
      { seconds: 120 },
    );
  });
});
