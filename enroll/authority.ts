/** The authority of the service: it signs the certificates of servers and, unless it is given one, the service's own. */

// tsyringe, which @peculiar/x509 stands on, asks for it before anything else.
import "reflect-metadata";
import { createPrivateKey, type webcrypto, type X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate as ParsedCertificate,
  Pkcs10CertificateRequest,
  type PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { Refused } from "./decide/refusals.ts";
import { sha256 } from "./sha256.ts";

cryptoProvider.set(globalThis.crypto);

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3650;
const SERVICE_DAYS = 825;
/**
 * Renewed after a quarter of it, so that a server, or the service, may be away for nine months. It need not be short: a
 * certificate opens nothing once its claim is released.
 */
const SERVER_DAYS = 365;
/** Clocks of servers that never saw a time server may be behind by some hours. */
const BACKDATED_MS = DAY_MS;

/** A private key and its certificate, as PEM. */
export interface KeyPair {
  readonly key: string;
  readonly certificate: string;
}

/** Whom a certificate is for. */
export interface ServerName {
  readonly fleet: string;
  readonly region: string;
  readonly site: string;
  readonly host: string;
}

export async function makeAuthority(fleet: string, now: Date): Promise<KeyPair> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ O: [fleet] }, { CN: [`Enrolment of ${fleet}`] }],
    keys,
    signingAlgorithm: P256,
    ...validity(now, AUTHORITY_DAYS),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { key: await keyText(keys.privateKey), certificate: pem(certificate) };
}

/** The certificate of the service itself, for names and addresses by which servers call it. */
export async function makeServiceCertificate(
  authority: KeyPair,
  names: readonly string[],
  now: Date,
): Promise<KeyPair> {
  const keys = await newKeys();
  const certificate = await sign(authority, keys.publicKey, {
    subject: [{ CN: ["flotilla enroll"] }],
    usage: ExtendedKeyUsage.serverAuth,
    names: names.map((value) => ({ type: isIP(value) ? "ip" : "dns", value })),
    ...validity(now, SERVICE_DAYS),
  });
  return { key: await keyText(keys.privateKey), certificate };
}

/** A certificate request whose sender has the key. */
export interface CheckedRequest {
  /** SHA-256 of the public key (SubjectPublicKeyInfo), in hex. */
  readonly fingerprint: string;
  readonly publicKey: PublicKey;
}

/**
 * @param csr DER, in base64
 * @throws Refused for what is none, another kind of key, or one that did not sign it
 */
export async function checkRequest(csr: string): Promise<CheckedRequest> {
  try {
    const request = new Pkcs10CertificateRequest(Buffer.from(csr, "base64"));
    const { name, namedCurve } = request.publicKey.algorithm as webcrypto.EcKeyAlgorithm;
    if (name === "ECDSA" && ["P-256", "P-384"].includes(namedCurve) && (await request.verify())) {
      return { fingerprint: sha256(Buffer.from(request.publicKey.rawData)), publicKey: request.publicKey };
    }
  } catch {
    // Whatever its parts throw: nothing of the text can be used.
  }
  throw new Refused("csr");
}

/** A certificate for a server, with the authority's behind it. What the request asks for besides the key counts for nothing. */
export async function issue(
  authority: KeyPair,
  { publicKey }: CheckedRequest,
  server: ServerName,
  now: Date,
): Promise<string> {
  const certificate = await sign(authority, publicKey, {
    subject: [{ O: [server.fleet] }, { CN: [server.host] }],
    usage: ExtendedKeyUsage.clientAuth,
    names: [{ type: "url", value: serverUrl(server) }],
    ...validity(now, SERVER_DAYS),
  });
  return `${certificate}${authority.certificate}`;
}

/** Whose certificate it is, and the fingerprint of its key; undefined when it is not one of ours. */
export function readServer(certificate: X509Certificate): { server: ServerName; fingerprint: string } | undefined {
  const [, fleet, region, site, host] =
    /URI:flotilla:\/\/([^/,]+)\/([^/,]+)\/([^/,]+)\/([^/,]+)(?:,|$)/.exec(certificate.subjectAltName ?? "") ?? [];
  if (fleet === undefined || region === undefined || site === undefined || host === undefined) return undefined;
  const fingerprint = sha256(certificate.publicKey.export({ type: "spki", format: "der" }));
  return { server: { fleet, region, site, host }, fingerprint };
}

function serverUrl({ fleet, region, site, host }: ServerName): string {
  return `flotilla://${fleet}/${region}/${site}/${host}`;
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(P256, true, ["sign", "verify"]) as Promise<webcrypto.CryptoKeyPair>;
}

interface Leaf {
  readonly subject: JsonName;
  readonly usage: ExtendedKeyUsage;
  readonly names: ConstructorParameters<typeof SubjectAlternativeNameExtension>[0];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

async function sign(authority: KeyPair, publicKey: PublicKey | webcrypto.CryptoKey, leaf: Leaf): Promise<string> {
  const { subject, usage, names, notBefore, notAfter } = leaf;
  const issuer = new ParsedCertificate(authority.certificate);
  const der = createPrivateKey(authority.key).export({ type: "pkcs8", format: "der" });
  const certificate = await X509CertificateGenerator.create({
    subject,
    publicKey,
    issuer: issuer.subjectName,
    signingKey: await crypto.subtle.importKey("pkcs8", der, P256, false, ["sign"]),
    signingAlgorithm: P256,
    notBefore,
    notAfter,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([usage]),
      new SubjectAlternativeNameExtension(names),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return pem(certificate);
}

function validity(now: Date, days: number) {
  return { notBefore: new Date(now.getTime() - BACKDATED_MS), notAfter: new Date(now.getTime() + days * DAY_MS) };
}

async function keyText(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await crypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${bytes.replace(/.{1,64}/g, "$&\n")}-----END PRIVATE KEY-----\n`;
}

function pem(certificate: { toString(format: "pem"): string }): string {
  return `${certificate.toString("pem").trim()}\n`;
}
