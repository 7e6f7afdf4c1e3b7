/** An authority that no system knows, with a certificate for a server. */

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** PEM texts. */
export interface PrivateAuthority {
  /** Certificate of the authority itself. */
  readonly certificate: string;
  /** Certificate and key of a server at 127.0.0.1, or of these names. */
  readonly server: { readonly cert: string; readonly key: string };
}

/** Makes them with openssl, valid for a day. @param folder that is made for it */
export function privateAuthority(folder: string, name: string, servers: readonly string[] = []): PrivateAuthority {
  mkdirSync(folder);
  const names = ["IP:127.0.0.1", ...servers.map((each) => `DNS:${each}`)].join();
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.crt", "-days", "1", "-subj", `/CN=${name}`);
  openssl("req", ...newKey, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=127.0.0.1");
  writeFileSync(join(folder, "names"), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`);
  const signing = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "1", "-extfile", "names"];
  openssl("x509", "-req", "-in", "server.csr", "-out", "server.crt", ...signing);
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  return { certificate: read("ca.crt"), server: { cert: read("server.crt"), key: read("server.key") } };
}
