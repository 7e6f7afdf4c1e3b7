/** API groups, namespaces and names that the objects of every infrastructure share. */

import type { Pool } from "../../../constructs/pool.ts";
import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Architecture } from "../../../model/zone-file.ts";

/** Groups of the objects; references between them name the group alone. */
export const GROUPS = {
  cluster: "cluster.x-k8s.io",
  bootstrap: "bootstrap.cluster.x-k8s.io",
  controlPlane: "controlplane.cluster.x-k8s.io",
  infrastructure: "infrastructure.cluster.x-k8s.io",
} as const;

/** An object as Cluster API refers to it, without its version. */
export type ObjectRef = Readonly<Record<"apiGroup" | "kind" | "name", string>>;

/** The reference to an object, as a Cluster, a control plane or a deployment holds it. */
export function referenceTo({ apiVersion, kind, metadata }: KubernetesObject): ObjectRef {
  return { apiGroup: apiVersion.slice(0, apiVersion.indexOf("/")), kind, name: metadata.name };
}

/** Each site has a namespace on the hub; the prefix keeps it apart from the hub's own. */
export function namespaceOf(site: Site): string {
  return `site-${site.name}`;
}

export function controlPlaneName(site: Site): string {
  return `${site.name}-control-plane`;
}

/** Of the workers of a pool, and of those of an architecture among them. */
export function workersName(site: Site, { name, ownsCluster }: Pool, arch?: Architecture): string {
  const all = `${site.name}-${ownsCluster ? "workers" : name}`;
  return arch === undefined ? all : `${all}-${arch}`;
}
