/** Accounts of registries, as Docker's own configuration has them. Nothing here puts one into an error or a log. */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { field, isMapping } from "../../model/json-fields.ts";

/** A name with its password, or a token that the registry's own service exchanges for another one. */
export type Account = { readonly name: string; readonly password: string } | { readonly refreshToken: string };

/** The account of a registry, `host[:port]`; undefined: it is asked without one. */
export type Accounts = (host: string) => Promise<Account | undefined>;

/** What a helper says of a user when the password is a token (docker/cli, docs/reference/commandline/login.md). */
const TOKEN_USER = "<token>";
const HELPER_SECONDS = 10;

/**
 * Reads `config.json` of DOCKER_CONFIG or of ~/.docker: `credHelpers`, `auths` and `credsStore`, in Docker's order (docker/cli,
 * cli/config/configfile/file.go, GetCredentialsStore and GetAuthConfig). Where there is none nobody has an account.
 *
 * @param env of the process; PATH finds the helpers
 * @returns what rejects when the file is there and cannot be read, or a helper fails
 */
export function dockerAccounts(env: Readonly<Record<string, string | undefined>>): Accounts {
  const folder = env["DOCKER_CONFIG"] || join(env["HOME"] || env["USERPROFILE"] || "", ".docker");
  const known = new Map<string, Promise<Account | undefined>>();
  const find = async (host: string): Promise<Account | undefined> => {
    // Registries that ask for no account need none of it.
    const settings = settingsIn(join(folder, "config.json"));
    const helper = ofHost(settings["credHelpers"], host) ?? settings["credsStore"];
    const helped = typeof helper === "string" ? await askHelper(helper, host, env) : undefined;
    return helped ?? writtenAccount(ofHost(settings["auths"], host));
  };
  return (host) => {
    const account = known.get(host) ?? find(host);
    known.set(host, account);
    return account;
  };
}

function settingsIn(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Error(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  try {
    const settings: unknown = JSON.parse(text);
    if (isMapping(settings)) return settings;
  } catch {
    // What JSON.parse says quotes the text.
  }
  throw new Error(`${file} is no JSON object`);
}

/** By its name, or by a URL of it as older versions of Docker wrote them. */
function ofHost(table: unknown, host: string): unknown {
  if (!isMapping(table)) return undefined;
  const key = Object.keys(table).find((each) => each.replace(/^https?:\/\//, "").replace(/\/.*$/, "") === host);
  return key === undefined ? undefined : table[key];
}

function writtenAccount(entry: unknown): Account | undefined {
  const refreshToken = field(entry, "identitytoken");
  if (typeof refreshToken === "string" && refreshToken !== "") return { refreshToken };
  const auth = field(entry, "auth");
  const [, name, password] = /^([^:]+):([\s\S]*)$/.exec(Buffer.from(String(auth ?? ""), "base64").toString()) ?? [];
  if (name !== undefined && password !== undefined) return { name, password };
  const [user, secret] = [field(entry, "username"), field(entry, "password")];
  return typeof user === "string" && typeof secret === "string" ? { name: user, password: secret } : undefined;
}

/** The protocol of docker/docker-credential-helpers: the host on stdin, JSON on stdout; nobody known is exit code 1. */
function askHelper(
  helper: string,
  host: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Account | undefined> {
  const program = `docker-credential-${helper}`;
  if (!/^[\w.-]+$/.test(helper)) throw new Error("Docker's configuration names a credential helper that is no program");
  return new Promise((resolve, reject) => {
    const child = execFile(program, ["get"], { env, timeout: HELPER_SECONDS * 1000 }, (error, stdout) => {
      if (!error) resolve(helpedAccount(stdout));
      else if (/credentials not found/i.test(stdout)) resolve(undefined);
      else reject(new Error(`${program} gives no account for ${host} (${error.code ?? error.signal ?? "failed"})`));
    });
    // One that is not there closes it before anything is written.
    child.stdin?.on("error", () => {});
    child.stdin?.end(host);
  });
}

function helpedAccount(stdout: string): Account | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(stdout);
  } catch {
    return undefined;
  }
  const [name, password] = [field(answer, "Username"), field(answer, "Secret")];
  if (typeof name !== "string" || typeof password !== "string" || password === "") return undefined;
  return name === TOKEN_USER ? { refreshToken: password } : { name, password };
}
