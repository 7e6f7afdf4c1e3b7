/** PEM public keys: whether a text is one and nothing else. */

import { createPublicKey } from "node:crypto";

const BLOCK = /^\s*-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/;

/** Whether a text is the PEM of one public key (SubjectPublicKeyInfo) of the curve P-256 and nothing else. */
export function isPublicKey(text: string): boolean {
  // Of a private key its public half could be read as well.
  if (!BLOCK.test(text)) return false;
  try {
    return createPublicKey(text).asymmetricKeyDetails?.namedCurve === "prime256v1";
  } catch {
    return false;
  }
}
