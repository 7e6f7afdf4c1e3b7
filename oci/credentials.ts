/** Credentials of registries, from where Docker, oras and cosign find theirs. */

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { OciError } from "./oci-error.ts";

/** Name and password, or a token that is exchanged for those of single requests. */
export type Credentials =
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  | { readonly kind: "identity"; readonly token: string };

/** `config.json` of Docker's command line (docker/cli cli/config/configfile/file.go). */
interface DockerConfig {
  readonly auths?: Readonly<Record<string, StoredAuth>>;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

interface StoredAuth {
  /** Base64 of `user:password`. */
  readonly auth?: string;
  readonly identitytoken?: string;
}

/** A helper that asks a person would wait for ever. */
const HELPER_MS = 30_000;
/** User name by which a helper says that the secret is an identity token (docker/docker-credential-helpers). */
const TOKEN_USER = "<token>";

/**
 * What `DOCKER_CONFIG/config.json` says of a registry: that of its own helper, of the store of all, or the file itself.
 *
 * @param host `registry.panji.example` or with a port
 * @returns undefined without any: the registry is asked as nobody
 * @throws OciError for a file or a helper that cannot be read
 */
export async function credentialsFor(host: string, env = process.env): Promise<Credentials | undefined> {
  const file = join(env["DOCKER_CONFIG"] || join(homedir(), ".docker"), "config.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const config = parse(file, text);
  const helper = config.credHelpers?.[host] ?? config.credsStore;
  const stored = config.auths?.[host] ?? config.auths?.[`https://${host}`];
  return (helper ? await askHelper(helper, host, env) : undefined) ?? (stored && decode(stored));
}

function parse(file: string, text: string): DockerConfig {
  try {
    return JSON.parse(text) as DockerConfig;
  } catch {
    throw new OciError("oci/credentials", `${file} is no JSON.`, "Mend it, or set DOCKER_CONFIG to another folder.");
  }
}

function decode({ auth, identitytoken }: StoredAuth): Credentials | undefined {
  if (identitytoken) return { kind: "identity", token: identitytoken };
  const [, user, password] = /^([^:]*):([\s\S]*)$/.exec(Buffer.from(auth ?? "", "base64").toString()) ?? [];
  return user === undefined || password === undefined ? undefined : { kind: "password", user, password };
}

/** `docker-credential-<name> get` reads a host and answers with JSON, or fails where it knows none. */
async function askHelper(name: string, host: string, env: NodeJS.ProcessEnv): Promise<Credentials | undefined> {
  const running = promisify(execFile)(`docker-credential-${name}`, ["get"], { env, timeout: HELPER_MS });
  running.child.stdin?.on("error", () => {}).end(host);
  try {
    const { Username: user = "", Secret: password = "" } = JSON.parse((await running).stdout) as Record<string, string>;
    return user === TOKEN_USER ? { kind: "identity", token: password } : { kind: "password", user, password };
  } catch (cause) {
    const { code, stdout = "" } = cause as NodeJS.ErrnoException & { stdout?: string };
    if (/credentials not found/i.test(stdout)) return undefined;
    throw new OciError(
      "oci/credentials",
      `docker-credential-${name}, which Docker's configuration names, ${code === "ENOENT" ? "is not on PATH" : `gave no credentials of ${host}`}.`,
      `Run \`echo ${host} | docker-credential-${name} get\`, or \`docker login ${host}\`.`,
    );
  }
}
