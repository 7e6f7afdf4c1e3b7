import { hostOf, isLoopback } from "../model/special-addresses.ts";
import { OciError } from "./oci-error.ts";

/** A registry, as it is named and as it is asked. */
export interface RegistryAddress {
  /** `registry.panji.example`, `127.0.0.1:5000` or `[fd00::5]:5000`, as credentials are kept by it. */
  readonly host: string;
  /** `https://registry.panji.example`: without a slash at its end. */
  readonly origin: string;
}

/** A repository of a registry. */
export interface Address extends RegistryAddress {
  /** `fleet/guangdong/hub/platform` */
  readonly repository: string;
}

/** Docker Hub has other names in references, for requests (distribution/reference normalize.go) and in Docker's configuration. */
export const HUB = {
  name: "docker.io",
  origin: "https://registry-1.docker.io",
  account: "https://index.docker.io/v1/",
};

/** @param host `host[:port]` */
export function registryAddress(host: string): RegistryAddress {
  if (host === HUB.name) return { host, origin: HUB.origin };
  const isPlain = isLoopback(hostOf(`https://${host}`) ?? "");
  return { host, origin: `${isPlain ? "http" : "https"}://${host}` };
}

/**
 * @param url `oci://host[:port]/path`
 * @throws OciError for anything else
 */
export function parseAddress(url: string): Address {
  const [, host, repository] = /^oci:\/\/([^/@\s]+)\/([a-z0-9][a-z0-9._/-]*)$/.exec(url) ?? [];
  if (host === undefined || repository === undefined || !URL.canParse(`https://${host}`)) {
    throw new OciError(
      "oci/address",
      `\`${url}\` is not the address of an artifact.`,
      "Give a registry with a path, like oci://registry.panji.example/fleet.",
    );
  }
  return { ...registryAddress(host), repository };
}
