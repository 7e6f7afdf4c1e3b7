/** The certificate of CloudCore's stream server, out of the secret store. */

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
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "cloudcore", namespace: NAMESPACE },
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { kind: "ClusterSecretStore", name: secretStore },
      target: { name: "cloudcore", creationPolicy: "Merge", deletionPolicy: "Retain" },
      data: KEYS.map((key) => ({ secretKey: key, remoteRef: { key: "kubeedge/stream", property: key } })),
    },
  };
}
