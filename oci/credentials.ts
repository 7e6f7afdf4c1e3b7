/** Credentials of registries, from where Docker, oras and cosign find theirs. Nothing here puts one into an error or a log. */

import { HUB } from "./address.ts";
import type { Credentials } from "./authentication.ts";
import { askHelper } from "./credential-helper.ts";
import { dockerConfig, type Environment, ofServer, storedCredentials } from "./docker-config.ts";

/**
 * What Docker's configuration says of a registry: that of its own helper, of the store of all, or the file itself, in Docker's
 * order (docker/cli, cli/config/configfile/file.go, GetCredentialsStore and GetAuthConfig).
 *
 * @param host `registry.panji.example` or with a port
 * @param env of the process; PATH finds the helpers
 * @returns undefined without any: the registry is asked as nobody
 * @throws OciError for a file or a helper that cannot be read
 */
export async function credentialsFor(host: string, env: Environment = process.env): Promise<Credentials | undefined> {
  const config = await dockerConfig(env);
  const server = host === HUB.name ? HUB.account : host;
  // Docker keeps the Hub by its URL, Podman and hands by its name.
  const entryOf = (table: unknown) => ofServer(table, server) ?? ofServer(table, host);
  const helper = entryOf(config["credHelpers"]) ?? config["credsStore"];
  const helped = typeof helper === "string" && helper !== "" ? await askHelper(helper, server, env) : undefined;
  return helped ?? storedCredentials(entryOf(config["auths"]));
}
