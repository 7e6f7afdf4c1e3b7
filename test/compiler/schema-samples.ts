import type { KubernetesObject } from "../../model/manifest.ts";
import { CLUSTER_SAMPLES } from "./schema-samples-cluster.ts";
import { DELIVERY_SAMPLES } from "./schema-samples-delivery.ts";
import { FEDERATION_SAMPLES } from "./schema-samples-federation.ts";
import { VSPHERE_SAMPLES } from "./schema-samples-vsphere.ts";
import { WORKLOAD_SAMPLES } from "./schema-samples-workload.ts";

/** One good object or more of every API group that engines and layers write. */
export const SAMPLES: readonly KubernetesObject[] = [
  ...WORKLOAD_SAMPLES,
  ...DELIVERY_SAMPLES,
  ...CLUSTER_SAMPLES,
  ...VSPHERE_SAMPLES,
  ...FEDERATION_SAMPLES,
];

export function sample(kind: string): KubernetesObject {
  const found = SAMPLES.find((object) => object.kind === kind);
  if (found === undefined) throw new Error(`no sample of kind ${kind}`);
  return found;
}

/** A copy with the value at a path of keys and positions replaced; undefined takes the field away. */
export function changed(object: KubernetesObject, path: string, value: unknown): KubernetesObject {
  const copy = structuredClone(object) as Record<string, unknown>;
  const keys = path.split(".");
  let at: Record<string, unknown> = copy;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[keys.at(-1) as string] = value;
  return copy as unknown as KubernetesObject;
}
