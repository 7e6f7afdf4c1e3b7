/** Kubernetes objects, text files and Helm releases as plain data. */

import type { Json, JsonObject } from "./json.ts";

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly finalizers?: readonly string[] | undefined;
}

/**
 * One Kubernetes object as plain data, without the flotilla.dev identity labels: those are added
 * when a site's files are written, so that equal objects of many sites are one object in memory.
 */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: Json | ObjectMeta | undefined;
}

/** A file that is not a Kubernetes object: what a server fetches before it has a cluster, or a README. */
export interface TextFile {
  /** Path from the root of the repository, forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Construct the file belongs to. */
  readonly construct: string;
}

/** Where a chart's files come from; always one exact version. */
export type ChartSource =
  /** An OCI registry: `oci://registry/path/chart` and an exact semantic version. */
  | { readonly kind: "oci"; readonly url: string; readonly version: string }
  /** A folder of a Git repository at a tag, for charts that are published nowhere else. */
  | { readonly kind: "git"; readonly url: string; readonly tag: string; readonly path: string };

/** Fields that something in the cluster writes after their creation; delivery leaves them as it finds them there. */
export interface IgnoredFields {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Absent: every object of the kind. */
  readonly name?: string;
  /** JSON pointers (RFC 6901), like `/spec/online`. */
  readonly pointers: readonly string[];
}

/** A chart pinned to an exact version; each delivery engine has its own way to install it. */
export interface HelmRelease {
  readonly name: string;
  readonly namespace: string;
  readonly source: ChartSource;
  readonly values: JsonObject;
  /** What the chart fills with other values at each rendering, such as passwords by chance. */
  readonly ignored?: readonly IgnoredFields[];
  /** What the chart's own programs make of its objects once they run. */
  readonly written?: readonly IgnoredFields[];
}

/** `apiVersion/kind/namespace/name`: what makes an object one and the same inside a cluster. */
export function identity(object: KubernetesObject): string {
  const group = object.apiVersion.includes("/") ? object.apiVersion.slice(0, object.apiVersion.indexOf("/")) : "";
  return `${group}/${object.kind}/${object.metadata.namespace ?? ""}/${object.metadata.name}`;
}
