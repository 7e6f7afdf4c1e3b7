/** The certificate of CloudCore's stream server, out of the secret store. */

import { externalSecret } from "../../../model/external-secret.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { NAMESPACE } from "./cloudcore.ts";

/** Keys of the chart's Secret, each a property of the entry `kubeedge/stream` in the secret store. */
const KEYS = ["streamCA.crt", "stream.crt", "stream.key"] as const;

/**
 * The certificate of CloudCore's stream server, for logs and exec on edge nodes. The chart makes one
 * in an install hook that expires after a year and, applied by Argo CD, is made again at every sync.
 * This puts the fleet's own certificate into the Secret that the hook leaves behind.
 */
export function streamSecret(secretStore: string): KubernetesObject {
  return externalSecret({
    metadata: { name: "cloudcore", namespace: NAMESPACE },
    store: secretStore,
    values: KEYS.map((key) => ({ key, entry: "kubeedge/stream", property: key })),
    target: { creationPolicy: "Merge", deletionPolicy: "Retain" },
  });
}
