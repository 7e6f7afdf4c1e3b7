import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of what Karmada's servers need beside those of an API server. */
export interface KarmadaCertificates {
  /** Authority of all of them. */
  readonly ca: string;
  /** The same as PEM text. */
  readonly authority: string;
  /** By which the API server is known to the one that it hands requests on to. */
  readonly proxy: { readonly cert: string; readonly key: string };
  /** Folder with `tls.crt` and `tls.key` for 127.0.0.1 and localhost. */
  readonly server: string;
}

/** Makes them with openssl, valid for a day. @param folder that is made for it */
export function karmadaCertificates(folder: string): KarmadaCertificates {
  mkdirSync(folder, { recursive: true });
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.crt", "-days", "1", "-subj", "/CN=karmada");
  const issue = (file: string, subject: string, extensions: string) => {
    openssl("req", ...newKey, "-keyout", `${file}.key`, "-out", `${file}.csr`, "-subj", subject);
    writeFileSync(join(folder, `${file}.ext`), extensions);
    const signing = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "1", "-extfile", `${file}.ext`];
    openssl("x509", "-req", "-in", `${file}.csr`, "-out", `${file}.crt`, ...signing);
  };
  issue("proxy", "/CN=front-proxy-client", "extendedKeyUsage=clientAuth\n");
  issue("tls", "/CN=localhost", "subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n");
  const path = (file: string) => join(folder, file);
  return {
    ca: path("ca.crt"),
    authority: readFileSync(path("ca.crt"), "utf8"),
    proxy: { cert: path("proxy.crt"), key: path("proxy.key") },
    server: folder,
  };
}
