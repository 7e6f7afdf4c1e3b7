/** `config.json` of Docker's command line (docker/cli cli/config/configfile/file.go). */

import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { field, isMapping } from "../model/json-fields.ts";
import type { Credentials } from "./authentication.ts";
import { jsonOf } from "./json.ts";
import { OciError } from "./oci-error.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param env of the process
 * @returns the settings of DOCKER_CONFIG or of ~/.docker; empty where there is no file
 * @throws OciError for a file that is there and cannot be read
 */
export async function dockerConfig(env: Environment): Promise<Readonly<Record<string, unknown>>> {
  const home = env["HOME"] || env["USERPROFILE"] || homedir();
  const file = join(env["DOCKER_CONFIG"] || join(home, ".docker"), "config.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw unusable(`${file} cannot be read: ${error.code}`);
  });
  const settings = jsonOf(text);
  if (isMapping(settings)) return settings;
  throw unusable(`${file} is no JSON object`);
}

function unusable(what: string): OciError {
  return new OciError("oci/credentials", `${what}.`, "Mend it, or set DOCKER_CONFIG to another folder.", what);
}

/**
 * The entry of a table by registries.
 *
 * @param server name of a registry, or the URL that Docker keeps in its place; older versions wrote a URL for each
 */
export function ofServer(table: unknown, server: string): unknown {
  if (!isMapping(table)) return undefined;
  const host = hostIn(server);
  const key = Object.hasOwn(table, server) ? server : Object.keys(table).find((each) => hostIn(each) === host);
  return key === undefined ? undefined : table[key];
}

function hostIn(server: string): string {
  return server.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}

/** What an entry of `auths` holds; undefined: nothing, since a helper keeps it. */
export function storedCredentials(entry: unknown): Credentials | undefined {
  const token = field(entry, "identitytoken");
  if (typeof token === "string" && token !== "") return { kind: "identity", token };
  const auth = field(entry, "auth");
  const decoded = Buffer.from(typeof auth === "string" ? auth : "", "base64").toString();
  const [, user, password] = /^([^:]*):([\s\S]*)$/.exec(decoded) ?? [];
  if (user !== undefined && password !== undefined) return { kind: "password", user, password };
  const [name, secret] = [field(entry, "username"), field(entry, "password")];
  if (typeof name !== "string" || typeof secret !== "string") return undefined;
  return { kind: "password", user: name, password: secret };
}
