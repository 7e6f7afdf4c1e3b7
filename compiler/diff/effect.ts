import { isHostFile, isOperatorFile } from "../../model/layout.ts";

/** What a change does to a running cluster, the worst first. */
export const effects = ["deletes", "replaces nodes", "reboots", "reinstall", "restarts pods", "in place"] as const;
export type Effect = (typeof effects)[number];

export const effectTexts: Readonly<Record<Effect, string>> = {
  deletes: "deletes a cluster, a host, a namespace or stored data",
  "replaces nodes": "Cluster API rolls machines",
  reboots: "hosts reboot into another OS image",
  reinstall: "takes effect when a host is installed or reset",
  "restarts pods": "pods are replaced",
  "in place": "is applied without a restart",
};

/** Kinds whose removal cannot be taken back (Cluster API, Metal3, Kubernetes). */
const keepers = new Set([
  "Cluster",
  "Metal3Cluster",
  "KubeadmControlPlane",
  "MachineDeployment",
  "BareMetalHost",
  "NodeGroup",
  "Namespace",
  "PersistentVolumeClaim",
  "StatefulSet",
]);

/** What a new or changed object of a kind does; kinds that are not here are applied in place. */
const byKind: Readonly<Record<string, Effect>> = {
  NodeOpUpgrade: "reboots",
  NodeOp: "reboots",
  KubeadmControlPlane: "replaces nodes",
  MachineDeployment: "replaces nodes",
  KubeadmConfigTemplate: "replaces nodes",
  Metal3MachineTemplate: "replaces nodes",
  Metal3DataTemplate: "replaces nodes",
  Deployment: "restarts pods",
  StatefulSet: "restarts pods",
  DaemonSet: "restarts pods",
  HelmRelease: "restarts pods",
  OCIRepository: "restarts pods",
};

/** Judges one file by its kind and by what happens to it. */
export function effectOf(path: string, kind: string | undefined, isRemoval: boolean): Effect {
  if (isHostFile(path) || isOperatorFile(path)) return "reinstall";
  if (kind === undefined) return "in place";
  if (isRemoval) return keepers.has(kind) ? "deletes" : "in place";
  return byKind[kind] ?? "in place";
}

export function worst(list: readonly Effect[]): Effect {
  return effects.find((effect) => list.includes(effect)) ?? "in place";
}
