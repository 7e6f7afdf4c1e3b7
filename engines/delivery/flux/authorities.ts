/** The Secret out of which source-controller takes the authorities of the fleet. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { NAMESPACE } from "./names.ts";

/** Beside the sources, which may refer to no other namespace. */
export const AUTHORITIES = "flotilla-authorities";

/**
 * Certificates alone, which are public; a Secret because Flux looks for them nowhere else. source-controller reads it
 * anew for each fetch and adds what it holds to the authorities of its system, so that a new authority counts without a
 * restart, also at a site that is held: `ca.crt` under `secretRef` of a GitRepository (fluxcd/pkg git/options.go,
 * go-git transportWithCABundle), under `certSecretRef` of an OCIRepository (source-controller
 * ocirepository_controller.go, getTLSConfig).
 *
 * @param pem certificates
 */
export function authoritiesSecret(pem: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: AUTHORITIES, namespace: NAMESPACE },
    type: "Opaque",
    data: { "ca.crt": Buffer.from(pem).toString("base64") },
  };
}
