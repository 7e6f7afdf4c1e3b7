/** A private key with its certificate in one file, so that neither is ever there without the other. */

import { X509Certificate } from "node:crypto";
import type { KeyPair } from "./authority.ts";
import type { StateFolder } from "./state-folder.ts";

const KEY = /-----BEGIN (?:EC )?PRIVATE KEY-----[\s\S]*?-----END (?:EC )?PRIVATE KEY-----\n?/;

export function pairText({ key, certificate }: KeyPair): string {
  return key + certificate;
}

/** @throws for a file that holds no key or no certificate */
export function readPair(state: StateFolder, name: string): KeyPair {
  const text = state.read(name) ?? "";
  const [key] = KEY.exec(text) ?? [];
  const certificate = text.replace(KEY, "");
  if (key === undefined || !certificate.includes("-----BEGIN CERTIFICATE-----")) {
    throw new Error(
      `${state.path(name)} holds no key with its certificate: bring it back, or remove it and make new media`,
    );
  }
  return { key, certificate };
}

export function readCertificate({ certificate }: KeyPair): X509Certificate {
  return new X509Certificate(certificate);
}
