/** The schemas of whom hosts and clusters trust and who may log in: authorities, registries, users. */

import { z } from "zod";
import { certificateFault } from "./certificate.ts";
import { registry, secretName, sshPublicKey, userName } from "./scalars.ts";

const bundleName = z
  .string()
  .regex(/^(?=.{1,40}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "a name of at most 40 characters, like panji-root");

/** The path of a PEM file below sites/trust/ ... */
const pemPath = z.string().regex(/^trust\/[A-Za-z0-9][-A-Za-z0-9._]*\.(pem|crt)$/);

/** ... or the certificates themselves. */
const pemText = z.string().refine((text) => certificateFault(text) === undefined);

/**
 * Bundles of certificate authorities by name: the path of a PEM file below sites/, `trust/<file>.pem`, or the PEM text itself. Certificates
 * alone; a private key is refused wherever it lies.
 */
export const trustSchema = z.record(
  bundleName,
  z.union([pemPath, pemText], {
    error: "PEM certificates without private keys, or the path of such a file below sites/, like trust/root.pem",
  }),
);

/** A registry, or one with the Secret that opens it. */
export const registrySchema = z.union([registry, z.strictObject({ host: registry, pullSecret: secretName })], {
  error: "a registry without scheme, like registry.panji.example, or { host, pullSecret }",
});

/** A person who may log in at the servers, by key alone. */
const userSchema = z.strictObject({
  name: userName,
  sshKeys: z.array(sshPublicKey).min(1, "at least one SSH public key"),
});

export const usersSchema = z.array(userSchema);

export type TrustSpec = z.output<typeof trustSchema>;
export type UserSpec = z.output<typeof userSchema>;
