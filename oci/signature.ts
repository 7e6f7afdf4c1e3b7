/** Signatures as cosign keeps them beside an artifact: a manifest under a tag that follows from the digest. */

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { field, mappings } from "../model/json-fields.ts";
import { type Artifact, manifestOf } from "./artifact.ts";
import { blobOf, utf8 } from "./digest.ts";
import { jsonOf } from "./json.ts";
import { OciError } from "./oci-error.ts";

/** sigstore/cosign specs/SIGNATURE_SPEC.md */
const PAYLOAD = "application/vnd.dev.cosign.simplesigning.v1+json";
const SIGNATURE = "dev.cosignproject.cosign/signature";

/** A private key and how people know it. */
export interface SigningKey {
  readonly key: KeyObject;
  /** PEM of its public half. */
  readonly publicKey: string;
}

/**
 * @param pem a private key of the curve P-256 as `openssl ecparam -name prime256v1 -genkey` writes it
 * @throws OciError for any other; nothing of it is repeated
 */
export function signingKeyOf(pem: string): SigningKey {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") throw new Error("another kind of key");
    return { key, publicKey: String(createPublicKey(key).export({ type: "spki", format: "pem" })) };
  } catch {
    throw new OciError(
      "oci/signing-key",
      "The key to sign artifacts with is no private key of the curve P-256 in PEM.",
      "Make one: openssl ecparam -name prime256v1 -genkey -noout -out fleet.key. One that cosign has encrypted is not read.",
    );
  }
}

/** Whether two PEM texts are one public key. */
export function isSameKey(a: string, b: string): boolean {
  return createPublicKey(a).equals(createPublicKey(b));
}

/** Tag beside the artifact under which its signature lies. */
export function signatureTag(digest: string): string {
  return `${digest.replace(":", "-")}.sig`;
}

/**
 * @param name `registry.panji.example/fleet/guangdong/hub/platform`
 * @param digest of the manifest that is signed
 */
export function signatureOf(name: string, digest: string, { key }: SigningKey): Artifact {
  const payload = utf8(
    JSON.stringify({
      critical: {
        identity: { "docker-reference": name },
        image: { "docker-manifest-digest": digest },
        type: "cosign container image signature",
      },
      optional: null,
    }),
  );
  const layer = blobOf(PAYLOAD, payload);
  const config = blobOf("application/vnd.oci.image.config.v1+json", utf8("{}"));
  const annotations = { [SIGNATURE]: sign("sha256", payload, key).toString("base64") };
  return { manifest: manifestOf(config, layer, undefined, annotations), blobs: [config, layer] };
}

/** Content of the manifest under the tag of a signature. */
type SignatureManifest = Readonly<Record<string, unknown>>;

/**
 * The same beside the signatures of other keys, so that a cluster which knows the old key alone takes the artifact as well.
 *
 * @param there undefined: there is none yet
 */
export function signatureBeside(there: SignatureManifest | undefined, own: Artifact): Artifact {
  if (there === undefined) return own;
  const layers = [there, jsonOf(own.manifest.bytes)].flatMap((each) => mappings(field(each, "layers")));
  const manifest = blobOf(own.manifest.mediaType, utf8(JSON.stringify({ ...there, layers })));
  return { manifest, blobs: own.blobs };
}

/** Whether a manifest holds a signature of this key over exactly what it would sign now. */
export function isSignedBy(there: SignatureManifest, name: string, digest: string, signingKey: SigningKey): boolean {
  const payload = signatureOf(name, digest, signingKey).blobs[1]?.bytes;
  const publicKey = createPublicKey(signingKey.key);
  return mappings(there["layers"]).some((layer) => {
    const signature = field(layer, "annotations", SIGNATURE);
    return (
      typeof signature === "string" &&
      payload !== undefined &&
      verify("sha256", payload, publicKey, Buffer.from(signature, "base64"))
    );
  });
}
