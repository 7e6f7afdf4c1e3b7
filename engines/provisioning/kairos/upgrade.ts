/** How the servers of a Kairos site get another OS image. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import type { Link } from "../../../model/site-network-file.ts";
import { contentHash } from "../../content-hash.ts";
import { nodeOp, operatorNamespace } from "./node-op.ts";
import type { OsImage } from "./os-image.ts";
import { PREFLIGHT_SCRIPT, UPGRADE_ACCESS, UPGRADE_SCRIPT } from "./upgrade-scripts.ts";

const DAY = 86_400;

/**
 * How long a server may take to bring the image and to wait for its turn, in seconds. The kubelet counts from before the
 * image is there, some gigabytes; NodeOpUpgrade has 120 seconds that nobody can change, which is why an upgrade is a
 * NodeOp here (kairos-operator v0.1.3, buildUpgradePreflight).
 */
const PREFLIGHT_SECONDS: Readonly<Record<Link, number>> = { fibre: DAY, lte: 2 * DAY, satellite: 7 * DAY };

/** Slow servers need more than five minutes to boot, and then every five minutes end a try. */
const TRIES = 10;

/**
 * The upgrade of a site's servers to its OS image, in the order: bring the image, wait until the cluster can
 * spare the server, cordon, drain, upgrade, boot. A NodeOp runs once on each server, on one that comes later too, so each
 * image has one of its own name; servers that run the version already are skipped. Nothing but the image is in the name:
 * another server, another mirror or another number of servers at a time starts no upgrade again.
 *
 * A failure stops the other servers and never leaves one cordoned.
 */
export function osUpgrade(
  { reference, name, tag }: OsImage,
  provisioner: KairosProvisioner,
  link: Link,
): KubernetesObject {
  const image = reference;
  return nodeOp(provisioner, `os-${version(tag)}-${contentHash([name, tag])}`, {
    image,
    command: ["/bin/sh", "-c", UPGRADE_SCRIPT],
    preflight: { command: ["/bin/sh", "-c", PREFLIGHT_SCRIPT], image, activeDeadlineSeconds: PREFLIGHT_SECONDS[link] },
    backoffLimit: TRIES,
    concurrency: provisioner.concurrency,
    stopOnFailure: true,
    cordon: true,
    uncordonOnFailure: true,
    // The script boots the server, and is asked afterwards what came up.
    rebootOnSuccess: false,
  });
}

/** Whether the order is one of osUpgrade's, which reboots servers. */
export function isUpgrade(name: string): boolean {
  return name.startsWith("os-");
}

/**
 * The rights of the scripts. The operator's pods have no account of their own but the namespace's `default`
 * (kairos-operator v0.1.3, createStandardJobSpec and buildPreflightPod name none).
 */
export function upgradeAccess(provisioner: KairosProvisioner): readonly KubernetesObject[] {
  const apiGroup = "rbac.authorization.k8s.io";
  const metadata = { name: "flotilla-os-upgrade" };
  return [
    { apiVersion: `${apiGroup}/v1`, kind: "ClusterRole", metadata, rules: UPGRADE_ACCESS },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: "ClusterRoleBinding",
      metadata,
      roleRef: { apiGroup, kind: "ClusterRole", name: metadata.name },
      subjects: [{ kind: "ServiceAccount", name: "default", namespace: operatorNamespace(provisioner) }],
    },
  ];
}

/** The first version triple in the tag as part of a name: `v3.5.0` becomes `3-5-0`. */
function version(tag: string): string {
  const triple = /\d+\.\d+\.\d+/.exec(tag)?.[0] ?? tag;
  return triple
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 30)
    .replace(/^-|-$/g, "");
}
