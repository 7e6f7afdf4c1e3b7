import type { JsonObject } from "../../../model/json.ts";
import { type PullSecret, placeholder } from "./pull-secrets.ts";

/**
 * K3s' registries.yaml: images that K3s itself names, all of docker.io, come from the fleet's first
 * registry. The fleet's registries are listed too, because K3s shares only images of listed ones
 * between servers and falls back to no other place for them (docs.k3s.io, private registry).
 *
 * @param registries as in the fleet: `host[:port][/path]`
 * @param options file of certificates by which the registries are trusted besides the system's, and who has credentials
 */
export function registriesConfig(
  registries: readonly string[],
  {
    authorities,
    secrets = [],
  }: { readonly authorities?: string | undefined; readonly secrets?: readonly PullSecret[] } = {},
): JsonObject {
  const [first = "", ...rest] = registries;
  const [host, ...path] = first.split("/");
  const hosts = [...new Set([host, ...rest.map((registry) => registry.split("/")[0])])];
  const configs = hosts.flatMap((each) => {
    const secret = secrets.find((one) => one.host === each);
    const config = {
      ...(secret && { auth: { auth: placeholder(secret.name) } }),
      ...(authorities !== undefined && { tls: { ca_file: authorities } }),
    };
    return Object.keys(config).length > 0 ? [[each, config] as const] : [];
  });
  return {
    mirrors: {
      "docker.io": {
        endpoint: [`https://${host}`],
        ...(path.length > 0 && { rewrite: { "^(.*)$": `${path.join("/")}/$1` } }),
      },
      ...Object.fromEntries(hosts.map((each) => [each, { endpoint: [`https://${each}`] }])),
    },
    ...(configs.length > 0 && { configs: Object.fromEntries(configs) }),
  };
}
