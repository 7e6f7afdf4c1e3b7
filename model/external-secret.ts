/** References to entries of a secret store, from which External Secrets makes the Secrets of a cluster. */

import type { JsonObject } from "./json.ts";
import type { KubernetesObject } from "./manifest.ts";

/** A key of the Secret, and where its value lies in the store. */
interface StoredValue {
  readonly key: string;
  readonly entry: string;
  /** Absent: the whole entry. */
  readonly property?: string | undefined;
}

export interface SecretReference<M> {
  readonly metadata: M;
  /** Name of the ClusterSecretStore. */
  readonly store: string;
  readonly values: readonly StoredValue[];
  /**
   * What of `spec.target` differs from a Secret of the same name that goes with its reference
   * (external-secrets.io/v1, ExternalSecretTarget).
   */
  readonly target?: JsonObject;
}

/** An ExternalSecret that is looked at every hour. */
export function externalSecret<M extends KubernetesObject["metadata"]>({
  metadata,
  store,
  values,
  target = {},
}: SecretReference<M>) {
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata,
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { kind: "ClusterSecretStore", name: store },
      target: { name: metadata.name, creationPolicy: "Owner", ...target },
      data: values.map(({ key, entry, property }) => ({
        secretKey: key,
        remoteRef: { key: entry, ...(property !== undefined && { property }) },
      })),
    },
  };
}
