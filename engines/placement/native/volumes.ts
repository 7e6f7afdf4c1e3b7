/** The volumes of an app: claims, folders for the life of a pod, files. */

import type { VolumeSpec } from "../../../model/app-volume-file.ts";
import type { JsonObject } from "../../../model/json.ts";
import { stateLabel } from "../../../model/life-state.ts";
import type { KubernetesObject, ObjectMeta } from "../../../model/manifest.ts";
import { withPruneProtection } from "../../protection.ts";
import type { Workload } from "./workload.ts";

/** What a pod shows to its containers. */
export function podVolumes({ metadata, spec }: Workload): readonly JsonObject[] {
  return visible(spec).map((volume) => {
    const { name, emptyDir, files } = volume;
    if (emptyDir !== undefined) return { name, emptyDir: { sizeLimit: emptyDir } };
    const own = nameOf(metadata, volume);
    return files ? { name, configMap: { name: own } } : { name, persistentVolumeClaim: { claimName: own } };
  });
}

/** Where the app's own container sees them. */
export function ownMounts({ spec }: Workload): readonly JsonObject[] {
  return visible(spec).map(({ name, path, files }) => ({
    name,
    mountPath: path,
    ...(files && { readOnly: true }),
  }));
}

/** Files as objects. */
export function fileObjects({ metadata, spec }: Workload): readonly KubernetesObject[] {
  return (spec.volumes ?? []).flatMap((volume) =>
    volume.files
      ? [
          {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { ...metadata, name: nameOf(metadata, volume) },
            data: volume.files,
          },
        ]
      : [],
  );
}

/** Claims as objects; those of a retired app or volume may be pruned. */
export function claims({ metadata, spec, isRetired }: Workload): readonly KubernetesObject[] {
  return (spec.volumes ?? []).flatMap((volume) => {
    if (volume.size === undefined) return [];
    const own = claim({ ...metadata, name: nameOf(metadata, volume) }, volume);
    return [isRetired || volume.state === "retired" ? retired(own) : withPruneProtection(own)];
  });
}

/** One pod at a time writes to a claim, so the old pod must be gone before the new one starts. */
export function hasClaim({ spec }: Pick<Workload, "spec">): boolean {
  return visible(spec).some(({ size }) => size !== undefined);
}

/** Files as text that changes with them: a pod reads most of them once, when it starts. */
export function filesOf({ spec }: Workload): readonly unknown[] {
  return (spec.volumes ?? []).flatMap(({ name, files }) => (files ? [[name, files]] : []));
}

function visible({ volumes = [] }: Workload["spec"]): readonly VolumeSpec[] {
  return volumes.filter(({ state }) => state !== "retired");
}

/** Without protection from pruning, and marked: with its file the claim goes, and the data with it. */
function retired(object: KubernetesObject): KubernetesObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, labels: { ...metadata.labels, [stateLabel]: "retired" } } };
}

function claim(metadata: ObjectMeta, { size, class: storageClassName }: VolumeSpec): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata,
    spec: {
      accessModes: ["ReadWriteOnce"],
      ...(storageClassName !== undefined && { storageClassName }),
      resources: { requests: { storage: size as string } },
    },
  };
}

function nameOf({ name }: ObjectMeta, volume: VolumeSpec): string {
  return `${name}-${volume.name}`;
}
