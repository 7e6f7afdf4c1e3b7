/** The private key that artifacts are signed with. */

import { readFile } from "node:fs/promises";
import { OciError } from "../../oci/oci-error.ts";
import { isSameKey, type SigningKey, signingKeyOf } from "../../oci/signature.ts";

/** Path of a PEM file: a variable, since a command line is shown to every user of the machine and a stack keeps what it is given. */
const VARIABLE = "FLOTILLA_SIGNING_KEY_FILE";

/**
 * @param keys PEM of public keys that clusters ask for; undefined where they ask for none
 * @returns undefined where no signature is asked for and no key is there
 * @throws OciError where the clusters would take nothing of what is signed, or not signed
 */
export async function signingKeyFor(
  keys: readonly string[] | undefined,
  env = process.env,
): Promise<SigningKey | undefined> {
  const file = env[VARIABLE];
  if (!file && !keys) return undefined;
  if (!file) {
    throw new OciError(
      "oci/signing-key",
      `artifacts.keys of sites/fleet.yaml asks for signatures, and ${VARIABLE} names no key.`,
      `Set ${VARIABLE} to the file of the private key; clusters take nothing without a signature.`,
    );
  }
  const pem = await readFile(file, "utf8").catch((cause: Error) => {
    throw new OciError("oci/signing-key", `${VARIABLE}: ${cause.message}.`, "Name a file that can be read.");
  });
  const key = signingKeyOf(pem);
  if (!keys || keys.some((each) => isSameKey(each, key.publicKey))) return key;
  throw new OciError(
    "oci/signing-key",
    `The key in ${VARIABLE} is none of artifacts.keys in sites/fleet.yaml, so that no cluster would take what it signs.`,
    "Add its public half there, publish with the old key, and sign with the new one from then on.",
  );
}
