/** An authority that no system knows, with certificates for servers and for clients. */

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** PEM texts. */
export interface PrivateAuthority {
  /** Certificate of the authority itself. */
  readonly certificate: string;
  /** Certificate and key of a server at 127.0.0.1, or of these names. */
  readonly server: IssuedCertificate;
}

/** PEM texts. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateRequest {
  /** Of its files, and its common name. */
  readonly name: string;
  readonly usage: "serverAuth" | "clientAuth";
  /** DNS names besides 127.0.0.1. */
  readonly names?: readonly string[];
  /** 0: it has ended as soon as it is made. @default 1 */
  readonly days?: number;
}

/** Makes them with openssl, valid for a day. @param folder that is made for it */
export function privateAuthority(folder: string, name: string, servers: readonly string[] = []): PrivateAuthority {
  mkdirSync(folder);
  openssl(folder, "req", "-x509", ...newKey("ca"), "-out", "ca.crt", "-days", "1", "-subj", `/CN=${name}`);
  const server = issueCertificate(folder, { name: "server", usage: "serverAuth", names: servers });
  return { certificate: readFileSync(join(folder, "ca.crt"), "utf8"), server };
}

/** Signs another one. @param folder of the authority */
export function issueCertificate(
  folder: string,
  { name, usage, names = [], days = 1 }: CertificateRequest,
): IssuedCertificate {
  const subjects = ["IP:127.0.0.1", ...names.map((each) => `DNS:${each}`)].join();
  openssl(folder, "req", ...newKey(name), "-out", `${name}.csr`, "-subj", `/CN=${name}`);
  writeFileSync(join(folder, "names"), `subjectAltName=${subjects}\nextendedKeyUsage=${usage}\n`);
  const signing = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", `${days}`, "-extfile", "names"];
  openssl(folder, "x509", "-req", "-in", `${name}.csr`, "-out", `${name}.crt`, ...signing);
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  return { cert: read(`${name}.crt`), key: read(`${name}.key`) };
}

function openssl(folder: string, ...args: readonly string[]): void {
  execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
}

const newKey = (name: string) => [
  "-newkey",
  "ec",
  "-pkeyopt",
  "ec_paramgen_curve:prime256v1",
  "-nodes",
  "-keyout",
  `${name}.key`,
];
