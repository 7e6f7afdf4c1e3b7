import { OciError } from "./oci-error.ts";

/** A repository of a registry. */
export interface Address {
  /** `registry.panji.example` or `127.0.0.1:5000`, as credentials are kept by it. */
  readonly host: string;
  /** `https://registry.panji.example`: without a slash at its end. */
  readonly origin: string;
  /** `fleet/guangdong/hub/platform` */
  readonly repository: string;
}

/** By plain HTTP, as Docker and containerd ask it: nobody is on the way. */
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost)(:\d+)?$/;

/**
 * @param url `oci://host[:port]/path`
 * @throws OciError for anything else
 */
export function parseAddress(url: string): Address {
  const [, host, repository] = /^oci:\/\/([^/@\s]+)\/([a-z0-9][a-z0-9._/-]*)$/.exec(url) ?? [];
  if (host === undefined || repository === undefined) {
    throw new OciError(
      "oci/address",
      `\`${url}\` is not the address of an artifact.`,
      "Give a registry with a path, like oci://registry.panji.example/fleet.",
    );
  }
  return { host, origin: `${LOOPBACK.test(host) ? "http" : "https"}://${host}`, repository };
}
