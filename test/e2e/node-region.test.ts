import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NodeFleet } from "../../lab/node-fleet.ts";
import type { Cluster } from "../../lab/servers/cluster.ts";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import type { RunningSite } from "../../lab/servers/site.ts";
import { until } from "../../lab/servers/until.ts";
import type { JsonObject } from "../../model/json.ts";
import { isReady, obstacle, podsOf, runToEnd, shopPod, startBuying, untilLooked, untilRunning } from "./node.ts";

const nodeOf = (pod: StoredObject) => (pod["spec"] as { readonly nodeName?: string }).nodeName ?? "";

const kioskMachine = "3a7758c8-44fc-4222-9c02-1fafe303a221";

/** A second site with another network, in the other zone. */
const kiosk = `  - name: mall-02
    kind: cluster
    profile: edge-k3s@1.0.0
    state: active
    network: { nodes: 10.44.45.0/26, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: 10.44.45.10, vlan: 314 }
    labels: { customer: mall }
    hosts:
      - name: mall-02-a
        machineId: ${kioskMachine}
        arch: amd64
        role: control-plane
        address: 10.44.45.11
        mac: "02:44:0c:00:02:01"
        disk: /dev/disk/by-id/nvme-a
`;

/** No hub ever runs here: what sites pull is all that they have. */
describe.skipIf(obstacle !== undefined)(
  "two sites of a region on real nodes, one of two servers, without a hub",
  () => {
    let fleet: NodeFleet;
    let mall: RunningSite;
    let other: RunningSite;
    let folder = "";
    let failed = true;
    beforeAll(async () => {
      if (obstacle !== undefined) return;
      folder = openScratch();
      fleet = await NodeFleet.start(folder, {
        servers: 2,
        change: (files) => ({
          ...files,
          "sites/north/coast.yaml": `${files["sites/north/coast.yaml"]}${kiosk}`,
          "apps/retail/till.yaml": (files["apps/retail/till.yaml"] ?? "")
            .replace("replicas: 1", "replicas: 2")
            .replace("zones: {}", "zones:\n  coast: { replicas: 1, config: { LOG_LEVEL: debug } }"),
        }),
      });
      mall = await fleet.startMall();
      other = await fleet.startSite({
        name: "mall-02",
        machines: [kioskMachine],
        network: { gateway: "10.44.45.1", prefix: 26, pods: "10.244.0.0/16", services: "10.96.0.0/16" },
      });
      failed = false;
    });
    afterAll(async () => {
      await other?.stop();
      await mall?.stop();
      await fleet?.servers.stop();
      if (!failed) rmSync(folder, { recursive: true, force: true });
    });

    const image = () => /^image: (.*)$/m.exec(fleet.text("apps/retail/till.yaml"))?.[1] ?? "";
    const settingsOf = (cluster: Cluster, pod: string) =>
      runToEnd(
        cluster,
        shopPod(pod, "retail", image(), ["find", "http://till.retail.svc.cluster.local:8080/settings"]),
      );
    const nodesOf = async (cluster: Cluster) => (await podsOf(cluster, "retail", "till")).map(nodeOf).sort();

    test("each becomes what its files say, with what is different in its zone", async () => {
      await untilRunning(mall.cluster, "retail", "till", { replicas: 2 });
      await untilRunning(other.cluster, "retail", "till", { replicas: 1 });
      expect(await settingsOf(mall.cluster, "looks")).toContain('"LOG_LEVEL":"info"');
      expect(await settingsOf(other.cluster, "looks")).toContain('"LOG_LEVEL":"debug"');
    });

    test("replicas of an app lie on different servers", async () => {
      expect(await nodesOf(mall.cluster)).toEqual(["mall-01-a", "mall-01-b"]);
    });

    test("a drained server hands its pods over without a failed request", async () => {
      const { client } = mall.cluster;
      const buyer = shopPod("buys", "retail", image(), ["buy", "http://till.retail.svc.cluster.local:8080/", "900"]);
      const node = { apiVersion: "v1", kind: "Node", name: "mall-01-b" } as const;
      // The one who buys stays: it is the shop that moves.
      const bought = await startBuying(mall.cluster, {
        ...buyer,
        spec: { ...(buyer["spec"] as JsonObject), nodeName: "mall-01-a" },
      });
      await client.merge(node, { spec: { unschedulable: true } });
      const there = (await podsOf(mall.cluster, "retail", "till")).filter((pod) => nodeOf(pod) === "mall-01-b");
      for (const { metadata } of there) {
        const { name } = metadata;
        const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace: "retail" } };
        await client.call("POST", `/api/v1/namespaces/retail/pods/${name}/eviction`, eviction);
      }
      await untilRunning(mall.cluster, "retail", "till", { replicas: 2 });
      expect(await nodesOf(mall.cluster)).toEqual(["mall-01-a", "mall-01-a"]);
      const { failed: lost, reasons } = await bought(({ served }) => served > 200);
      expect({ lost, reasons }).toEqual({ lost: 0, reasons: {} });
      await client.merge(node, { spec: { unschedulable: null } });
    });

    test("a change of one zone reaches its site and leaves the pods of the other alone", async () => {
      const uids = async () =>
        (await podsOf(mall.cluster, "retail", "till")).map(({ metadata }) => metadata.uid).sort();
      const before = await uids();
      const [old] = await podsOf(other.cluster, "retail", "till");
      await fleet.edit("apps/retail/till.yaml", "LOG_LEVEL: debug", "LOG_LEVEL: warn");
      await untilLooked(other.cluster, fleet, folder);
      await untilLooked(mall.cluster, fleet, folder);
      await until("the other site has new pods", async () => {
        const pods = await podsOf(other.cluster, "retail", "till");
        return pods.length === 1 && pods.every((pod) => isReady(pod) && pod.metadata.uid !== old?.metadata.uid);
      });
      expect(await settingsOf(other.cluster, "looks-again")).toContain('"LOG_LEVEL":"warn"');
      expect(await uids()).toEqual(before);
    });
  },
);
