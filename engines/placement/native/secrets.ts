/** Environment variables whose values are in no file of the fleet. */

import type { SecretReference } from "../../../model/app-container-file.ts";
import { secretKeyOf } from "../../../model/app-secret-names.ts";
import type { JsonObject } from "../../../model/json.ts";

/**
 * @param written name of the Secret that External Secrets writes for the app
 * @param container name of a further container; undefined: the app's own
 */
export function secretVariables(
  secrets: readonly SecretReference[],
  written: string,
  container?: string,
): readonly JsonObject[] {
  return secrets.map((reference) => {
    const { name, secret, key } = reference;
    const secretKeyRef =
      secret === undefined
        ? { name: written, key: secretKeyOf(reference, container) }
        : { name: secret, key: key as string };
    return { name, valueFrom: { secretKeyRef } };
  });
}
