/** A province whose malls are zones of SuperEdge, and the controller that makes what is in them. */

import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Child, startChild } from "../../lab/servers/child.ts";
import { type Cluster, startCluster, withoutKubelets } from "../../lab/servers/cluster.ts";
import { startControllers, withNodes } from "../../lab/servers/controllers.ts";
import { kubeconfigText } from "../../lab/servers/kubeconfig.ts";
import { startScheduling } from "../../lab/servers/nodes.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { app, nodes } from "../evolution/entries.ts";
import { FleetData } from "../evolution/fleet.ts";

export const CONTROLLER = "system:serviceaccount:edge-system:application-grid-controller";

/** One province with two zones: an app that is everywhere, one that selects its sites, and one with a claim. */
export function mallFleet(): FleetData {
  const fleet = new FleetData();
  fleet.apps.splice(0);
  fleet.regions.splice(0, fleet.regions.length, ...fleet.regions.filter(({ name }) => name === "hunan"));
  fleet.zones.splice(0);
  fleet.zones.push(mall("changsha", "cs-mall-01", "10.43.1"), mall("yueyang", "yy-mall-01", "10.43.2"));
  const placement = "superedge" as const;
  fleet.apps.push(
    app("retail", "beacon", { placement, select: { regions: ["hunan"] } }),
    app("retail", "directory", {
      placement,
      replicas: 2,
      select: { labels: { customer: "mall" } },
      zones: { changsha: { replicas: 1, config: { MAP: "river" } } },
    }),
    app("retail", "ledger", {
      placement,
      select: { labels: { customer: "mall" } },
      volumes: [{ name: "data", path: "/var/lib/ledger", size: "1Gi" }],
    }),
  );
  return fleet;
}

export function mall(zone: string, name: string, block: string) {
  const fields = { profile: "edge-superedge@1.0.0", labels: { customer: "mall" } };
  return { region: "hunan", zone, sites: [nodes(name, block, fields)] };
}

export interface Hub {
  readonly cluster: Cluster;
  /** Starts SuperEdge's controller with the rights that its service account has there, and no others. */
  readonly startGrids: () => Promise<Child>;
  readonly stop: () => Promise<void>;
}

/** Kubernetes as far as KWOK can pretend it, where whoever has the controller's token is the controller. */
export async function startHub(folder: string): Promise<Hub> {
  const token = randomUUID();
  const groups = '"system:serviceaccounts,system:serviceaccounts:edge-system"';
  const cluster = await startCluster("hub", folder, {
    users: [`${token},${CONTROLLER},grids,${groups}`],
    flags: withoutKubelets,
  });
  const children: Child[] = [await startControllers(cluster, withNodes), ...(await startScheduling(cluster))];
  return {
    cluster,
    startGrids: async () => {
      const { name, url, ca } = cluster;
      const kubeconfig = join(cluster.folder, "grids.yaml");
      writeFileSync(kubeconfig, kubeconfigText({ name, url, ca, token }), { mode: 0o600 });
      const child = startChild({
        name: "application-grid-controller",
        program: await programOf("application-grid-controller"),
        args: [
          `--kubeconfig=${kubeconfig}`,
          "--leader-elect=false",
          "--worker=2",
          "--feature-gates=EndpointSlice=true",
        ],
        folder: cluster.folder,
      });
      children.push(child);
      return child;
    },
    stop: async () => {
      await Promise.all(children.map((each) => each.stop()));
      await cluster.stop();
    },
  };
}
