/** A private key with its certificate in one file, so that neither is ever there without the other. */

import { createPrivateKey, X509Certificate } from "node:crypto";
import type { KeyPair } from "./authority.ts";
import { ServiceFault } from "./service-fault.ts";
import type { StateFolder } from "./state-folder.ts";

const KEY = /-----BEGIN (?:EC )?PRIVATE KEY-----[\s\S]*?-----END (?:EC )?PRIVATE KEY-----\n?/;

export function pairText({ key, certificate }: KeyPair): string {
  return key + certificate;
}

/** @throws ServiceFault for a file that holds no such key, or no certificate of it */
export function readPair(state: StateFolder, name: string): KeyPair {
  const text = state.read(name) ?? "";
  const [key = ""] = KEY.exec(text) ?? [];
  const pair = { key, certificate: text.replace(KEY, "") };
  if (isPair(pair)) return pair;
  throw new ServiceFault(
    `${state.path(name)} holds no EC key P-256 with its certificate\n  next: bring it back, or remove it and make new media`,
  );
}

function isPair(pair: KeyPair): boolean {
  try {
    const key = createPrivateKey(pair.key);
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1" && readCertificate(pair).checkPrivateKey(key);
  } catch {
    return false;
  }
}

export function readCertificate({ certificate }: KeyPair): X509Certificate {
  return new X509Certificate(certificate);
}
