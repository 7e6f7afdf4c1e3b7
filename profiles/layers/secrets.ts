/** References to certificates in the secret store. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { externalSecret } from "../../model/external-secret.ts";

/**
 * ClusterSecretStore that the operators of a hub and of the centre set up by hand: it holds the way
 * into the safe, which is the one thing that cannot come out of the safe.
 */
export const secretStore = "fleet";

export interface CertificateReference {
  /** Name of the Secret that External Secrets writes. */
  readonly name: string;
  readonly namespace: string;
  /** Entry of the store with the properties `tls.crt`, `tls.key` and `ca.crt`. */
  readonly entry: string;
}

/** A reference to a certificate in the safe; the Secret itself exists in the cluster alone. */
export function externalCertificate(scope: Construct, { name, namespace, entry }: CertificateReference): void {
  const reference = externalSecret({
    metadata: { name, namespace },
    store: secretStore,
    values: ["tls.crt", "tls.key", "ca.crt"].map((property) => ({ key: property, entry, property })),
    target: { template: { type: "kubernetes.io/tls" } },
  });
  new ApiObject(scope, `${name}-secret`, reference);
}
