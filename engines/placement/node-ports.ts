/** The Service by which servers answer for an app: beside the app's own, which stays as it is. */

import type { PortSpec } from "../../model/app-container-file.ts";
import type { AppSpec } from "../../model/app-file.ts";
import type { KubernetesObject, ObjectMeta } from "../../model/manifest.ts";
import { openPorts } from "../../model/node-port.ts";
import type { Artifact } from "../artifact.ts";
import type { AppScope } from "../engine.ts";
import { workloadOf } from "./native/workload.ts";

/**
 * Each server answers for its own pods (`externalTrafficPolicy: Local`): the address of the client stays what it is, by which the fence
 * of the tenant knows it, and on a hub no request leaves its zone.
 *
 * Ports without a number are left out, since the API server gives one to every port of a Service of this type
 * (kubernetes pkg/registry/core/service/storage/alloc.go, allocNodePorts).
 */
export function nodePortService(
  spec: Pick<AppSpec, "ports" | "containers">,
  metadata: ObjectMeta,
  selector: Readonly<Record<string, string>>,
): readonly KubernetesObject[] {
  const ports = openPorts(spec);
  if (ports.length === 0) return [];
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { ...metadata, name: `${metadata.name}-node-ports` },
      spec: { type: "NodePort", externalTrafficPolicy: "Local", selector, ports: ports.map(portOf) },
    },
  ];
}

function portOf({ name, port, protocol, nodePort }: PortSpec & { readonly nodePort: number }) {
  return { name, protocol, port, targetPort: name, nodePort };
}

/** Of an app on nodes of a hub or of the centre: one for all of its zones, since a number is a whole cluster's. */
export function nodePortsOnNodes({ app, cluster, tenant, zones }: AppScope): readonly Artifact[] {
  const [first] = zones;
  if (!first || first.suffix === undefined || app.isRetired) return [];
  const { spec, metadata } = workloadOf(app, { ...first, suffix: undefined });
  const objects = nodePortService(spec, metadata, selectorOf(metadata));
  return objects.length > 0 ? [{ kind: "objects", audience: cluster, owner: app.path, slot: { tenant }, objects }] : [];
}

const COMMON = ["app.kubernetes.io/name", "app.kubernetes.io/part-of"];

/** What the pods of all zones have in common. */
function selectorOf({ labels = {} }: ObjectMeta): Readonly<Record<string, string>> {
  return Object.fromEntries(COMMON.map((key) => [key, labels[key] ?? ""]));
}
