/** The names of what External Secrets writes for an app. */

import type { SecretReference } from "./app-container-file.ts";

/** The container's name goes before the variable's: two containers may call different values alike. */
export function secretKeyOf({ name }: SecretReference, container?: string): string {
  return container === undefined ? name : `${container}.${name}`;
}

/** The Secret with the certificate of an app. */
export function tlsSecretName(objectName: string): string {
  return `${objectName}-tls`;
}
