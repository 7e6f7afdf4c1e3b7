/** Pools of one cluster by several infrastructures of Cluster API. */

import type { Site } from "../../../constructs/site.ts";
import type { Provisioner } from "../../../model/provisioner.ts";
import type { PoolScope } from "../../engine.ts";
import type { NotJoined } from "../../unsupported.ts";

/**
 * Each provider looks for an object of its own kind with the name of the Cluster's `infrastructureRef`, whatever kind that has, and asks
 * the Cluster itself whether its infrastructure is there: CAPM3 v1.13 controllers/metal3machine_controller.go, CAPV v1.16
 * pkg/services/vimmachine.go and pkg/util/cluster.go. So machines of a second provider need an object of that name, which
 * nobody owns and which never says that it is ready.
 */
const UNPROMISED =
  "the provider finds its own cluster object by the name of the other's, which its code does and no document of Cluster API promises";

interface Kubeadm {
  readonly engine: string;
  readonly kubernetes: string;
}

/** The pool brings machines of an infrastructure that the cluster itself is not made on. */
export function isBorrowing({ site, pool }: Pick<PoolScope, "site" | "pool">): boolean {
  return !pool.ownsCluster && site.profile?.provisioner.engine !== pool.provisioner.engine;
}

/** Machines of several infrastructures, so that a namespace that goes at once would leave some of them behind. */
export function isMixed({ profile, hosts }: Site): boolean {
  const { provisioner, pools = [] } = profile ?? {};
  return pools.some(
    ({ provisioner: { engine }, takes }) => engine !== provisioner?.engine && hosts.some((host) => takes?.(host)),
  );
}

/** @param others engines whose clusters its machines can join, and its own where that is among them */
export function joinsClusterApi(owner: Provisioner, pool: Kubeadm, others: readonly string[]): NotJoined | undefined {
  const isOwn = owner.engine === pool.engine;
  if (!others.includes(owner.engine)) {
    return {
      cannot: isOwn
        ? `a second pool of ${pool.engine} in one cluster is not made yet`
        : `a machine of ${pool.engine} joins what Cluster API and kubeadm have made, and ${owner.engine} makes the cluster`,
      instead: `let a pool of ${others.join(" or ")} own the cluster, or make two sites of it`,
    };
  }
  const version = "kubernetes" in owner ? owner.kubernetes : undefined;
  if (version !== pool.kubernetes) {
    return {
      cannot: `Kubernetes ${pool.kubernetes} of the pool beside ${version ?? "another"} of the cluster`,
      instead: "give both pools of the profile one version",
    };
  }
  return isOwn
    ? undefined
    : {
        cannot: UNPROMISED,
        instead: "try it on a site of its own first, and read docs/engines/pools.md",
        severity: "warning",
      };
}
