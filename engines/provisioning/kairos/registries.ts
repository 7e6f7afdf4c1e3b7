import type { JsonObject } from "../../../model/json.ts";

/**
 * K3s' registries.yaml: images that K3s itself names, all of docker.io, come from the fleet's first
 * registry. The fleet's registries are listed too, because K3s shares only images of listed ones
 * between servers and falls back to no other place for them (docs.k3s.io, private registry).
 *
 * @param registries as in the fleet: `host[:port][/path]`
 * @param authorities file of certificates by which the registries are trusted besides the system's
 */
export function registriesConfig(registries: readonly string[], authorities?: string): JsonObject {
  const [first = "", ...rest] = registries;
  const [host, ...path] = first.split("/");
  const hosts = [...new Set([host, ...rest.map((registry) => registry.split("/")[0])])];
  return {
    mirrors: {
      "docker.io": {
        endpoint: [`https://${host}`],
        ...(path.length > 0 && { rewrite: { "^(.*)$": `${path.join("/")}/$1` } }),
      },
      ...Object.fromEntries(hosts.map((each) => [each, { endpoint: [`https://${each}`] }])),
    },
    ...(authorities !== undefined && {
      configs: Object.fromEntries(hosts.map((each) => [each, { tls: { ca_file: authorities } }])),
    }),
  };
}
