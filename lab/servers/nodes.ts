/** Nodes that are nothing but objects, with the scheduler and KWOK to run pods on them. */

import { join } from "node:path";
import { type Child, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";

/** A node that is nothing but an object: KWOK says that it is ready and that the pods on it run. */
export interface PretendedNode {
  readonly name: string;
  readonly arch: "amd64" | "arm64";
  readonly labels?: Readonly<Record<string, string>>;
}

/** Starts the scheduler and KWOK. */
export async function startScheduling(cluster: Cluster): Promise<readonly Child[]> {
  const { kubeconfig, folder } = cluster;
  const [port] = await freePorts(1);
  const scheduler = {
    program: await programOf("kube-scheduler"),
    args: [`--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port=0"],
  };
  const kwok = {
    program: await programOf("kwok"),
    args: [
      `--kubeconfig=${kubeconfig}`,
      "--manage-all-nodes=true",
      `--server-address=127.0.0.1:${port}`,
      `--config=${join(import.meta.dirname, "kwok-stages.yaml")}`,
    ],
  };
  return [
    startChild({ name: "kube-scheduler", ...scheduler, folder }),
    startChild({ name: "kwok", ...kwok, env: { KWOK_WORKDIR: folder }, folder }),
  ];
}

/** Makes a node with room for whatever a site runs. */
export async function addNode({ client }: Cluster, { name, arch, labels = {} }: PretendedNode): Promise<void> {
  await client.apply({
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        "kubernetes.io/arch": arch,
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        ...labels,
      },
    },
  });
  const room = { cpu: "32", memory: "256Gi", pods: "250" };
  await client.merge(
    { apiVersion: "v1", kind: "Node", name },
    { status: { capacity: room, allocatable: room } },
    "status",
  );
}
