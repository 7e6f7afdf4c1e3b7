import { type Child, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { programOf } from "./programs.ts";

/**
 * What a cluster without nodes needs: roles that gather other roles, namespaces that go, owners that take along, and
 * DaemonSets, which are complete on no node but not before somebody has looked.
 */
export const withoutNodes = [
  "clusterrole-aggregation-controller",
  "namespace-controller",
  "garbage-collector-controller",
  "daemonset-controller",
] as const;

/** Beside these, what turns workloads into pods. */
export const withNodes = [
  ...withoutNodes,
  "deployment-controller",
  "endpointslice-controller",
  "replicaset-controller",
  "resourcequota-controller",
  "statefulset-controller",
] as const;

/** Starts the controller manager with these controllers. */
export async function startControllers(cluster: Cluster, controllers: readonly string[]): Promise<Child> {
  return startChild({
    name: "kube-controller-manager",
    program: await programOf("kube-controller-manager"),
    args: [
      `--kubeconfig=${cluster.kubeconfig}`,
      `--controllers=${controllers.join(",")}`,
      `--service-account-private-key-file=${cluster.signingKey}`,
      "--leader-elect=false",
      "--bind-address=127.0.0.1",
      "--secure-port=0",
    ],
    folder: cluster.folder,
  });
}
