/** K3s' registries.yaml as containerd's own files. */

import { load } from "js-yaml";

/** Where containerd looks for what its registries are like. */
export const REGISTRY_FOLDER = "/etc/containerd/certs.d";

interface Registries {
  readonly mirrors?: Readonly<Record<string, { readonly endpoint?: readonly string[] }>>;
  readonly configs?: Readonly<
    Record<string, { readonly auth?: { readonly auth: string }; readonly tls?: { readonly ca_file?: string } }>
  >;
}

/** How a node reaches its registries. */
export interface ImageAccess {
  /** hosts.toml of each registry, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Tables of config.toml. */
  readonly credentials: string;
}

/**
 * What K3s makes of the file, with `disable-default-registry-endpoint`: the last endpoint stands where the registry itself
 * would. Rewritten names, which only K3s' own containerd knows, are left out.
 */
export function imageAccessOf(registries: string): ImageAccess {
  const { mirrors = {}, configs = {} } = load(registries) as Registries;
  const files = Object.entries(mirrors).map(([registry, { endpoint = [] }]) => {
    const hosts = endpoint.map((url) => {
      const authority = configs[new URL(url).host]?.tls?.ca_file;
      const trust = authority === undefined ? "" : `ca = [${JSON.stringify(authority)}]\n`;
      return `[host."${url}/v2"]\ncapabilities = ["pull", "resolve"]\n${trust}override_path = true\n`;
    });
    const text = `server = ${JSON.stringify(`${endpoint.at(-1)}/v2`)}\n\n${hosts.join("\n")}`;
    return [`${REGISTRY_FOLDER}/${registry}/hosts.toml`, text] as const;
  });
  const credentials = Object.entries(configs).flatMap(([host, { auth }]) =>
    auth === undefined
      ? []
      : [`[plugins."io.containerd.grpc.v1.cri".registry.configs."${host}".auth]\nauth = "${auth.auth}"\n`],
  );
  return { files: Object.fromEntries(files), credentials: credentials.join("") };
}
