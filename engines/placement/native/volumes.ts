/** The volumes of an app: claims, folders for the life of a pod, files. */

import type { VolumeSpec } from "../../../model/app-volume-file.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject, ObjectMeta } from "../../../model/manifest.ts";
import { withPruneProtection } from "../../protection.ts";
import type { Workload } from "./workload.ts";

/** What a pod shows to its containers. */
export function podVolumes({ metadata, spec }: Workload): readonly JsonObject[] {
  return (spec.volumes ?? []).map((volume) => {
    const { name, emptyDir, files } = volume;
    if (emptyDir !== undefined) return { name, emptyDir: { sizeLimit: emptyDir } };
    const own = nameOf(metadata, volume);
    return files ? { name, configMap: { name: own } } : { name, persistentVolumeClaim: { claimName: own } };
  });
}

/** Where the app's own container sees them. */
export function ownMounts({ spec }: Workload): readonly JsonObject[] {
  return (spec.volumes ?? []).map(({ name, path, files }) => ({
    name,
    mountPath: path,
    ...(files && { readOnly: true }),
  }));
}

/** Claims and files as objects. */
export function volumeObjects(workload: Workload): readonly KubernetesObject[] {
  return (workload.spec.volumes ?? []).flatMap((volume) => {
    const metadata = { ...workload.metadata, name: nameOf(workload.metadata, volume) };
    if (volume.files) return [{ apiVersion: "v1", kind: "ConfigMap", metadata, data: volume.files }];
    return volume.size === undefined ? [] : [claim(metadata, volume)];
  });
}

/** One pod at a time writes to a claim, so the old pod must be gone before the new one starts. */
export function hasClaim({ spec }: Pick<Workload, "spec">): boolean {
  return (spec.volumes ?? []).some(({ size }) => size !== undefined);
}

/** Files as text that changes with them: a pod reads most of them once, when it starts. */
export function filesOf({ spec }: Workload): readonly unknown[] {
  return (spec.volumes ?? []).flatMap(({ name, files }) => (files ? [[name, files]] : []));
}

/**
 * Protected from pruning: an app that is removed, renamed or moved to another site leaves its data behind, and somebody
 * removes them by hand.
 */
function claim(metadata: ObjectMeta, { size, class: storageClassName }: VolumeSpec): KubernetesObject {
  return withPruneProtection({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata,
    spec: {
      accessModes: ["ReadWriteOnce"],
      ...(storageClassName !== undefined && { storageClassName }),
      resources: { requests: { storage: size as string } },
    },
  });
}

function nameOf({ name }: ObjectMeta, volume: VolumeSpec): string {
  return `${name}-${volume.name}`;
}
