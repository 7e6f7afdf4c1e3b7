/** The schema of where artifacts of the fleet's repositories lie, and of who may read and who has signed them. */

import { z } from "zod";
import { isPublicKey } from "./public-key.ts";
import { secretName } from "./scalars.ts";

const EXAMPLE = "oci://registry.panji.example/fleet";

/** `oci://host[:port]/path`: what the distribution specification takes for a name, so in lower case. */
const artifactBase = z
  .string()
  .regex(
    /^oci:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)+$/,
    `the address of a registry with a path and without tag, like ${EXAMPLE}`,
  );

/** PEM of a public key (SubjectPublicKeyInfo) of the curve P-256, as `openssl ec -pubout` and `cosign generate-key-pair` write it. */
const publicKey = z
  .string()
  .refine(isPublicKey, "a public key of the curve P-256 in PEM, as `openssl ec -in fleet.key -pubout` prints it");

export const artifactsSchema = z.union(
  [
    artifactBase,
    z.strictObject({
      url: artifactBase,
      /** Secret beside each cluster's delivery agent, of the type dockerconfigjson; absent: read without credentials. */
      secret: secretName.optional(),
      /** A cluster takes an artifact that one of them has signed, and no other; absent: signatures are not asked for. */
      keys: z.array(publicKey).min(1, "at least one key").optional(),
    }),
  ],
  { error: `${EXAMPLE}, or { url, secret, keys }` },
);

export interface ArtifactsSpec {
  /** `oci://registry.panji.example/fleet` */
  readonly url: string;
  /** Name of a Secret. */
  readonly secret?: string | undefined;
  /** PEM. */
  readonly keys?: readonly string[] | undefined;
}

/** The long form of either. */
export function longForm(spec: z.output<typeof artifactsSchema> | undefined): ArtifactsSpec | undefined {
  return typeof spec === "string" ? { url: spec } : spec;
}
