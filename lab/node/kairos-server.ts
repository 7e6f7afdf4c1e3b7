/** A server as its cloud-config makes it, as far as a node of the lab can follow: files, commands, K3s' settings. */

import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { RealNode } from "../servers/node.ts";

interface Step {
  readonly files?: readonly { readonly path: string; readonly content: string }[];
  readonly commands?: readonly string[];
}

interface CloudConfig {
  readonly stages: Readonly<Record<string, readonly Step[]>>;
}

interface K3sConfig {
  readonly "node-name": string;
  readonly "node-ip": string;
  readonly "node-label"?: readonly string[];
  readonly "node-taint"?: readonly string[];
  /** Absent on a worker. */
  readonly "cluster-cidr"?: string;
}

/** What K3s applies when it starts. */
const MANIFESTS = "/var/lib/rancher/k3s/server/manifests/";

/** Commands that concern the lab: authorities that the system trusts, and the credentials of registries. */
const followed = /update-ca-certificates|registries=/;

/** A server that boots. */
export interface KairosServer {
  readonly node: RealNode;
  /** Objects that K3s would apply from its folder of manifests, by file. */
  readonly manifests: ReadonlyMap<string, readonly KubernetesObject[]>;
}

/**
 * @param cloudConfig text of `hosts/<machine id>/cloud-config.yaml`
 * @param own the range of pods of this node, and files that no repository has, by path
 */
export function kairosServer(
  cloudConfig: string,
  own: { readonly pods: string; readonly files: Readonly<Record<string, string>> },
): KairosServer {
  const { stages } = load(cloudConfig) as CloudConfig;
  const steps = [...(stages["initramfs"] ?? []), ...(stages["boot"] ?? [])];
  const files = steps.flatMap((step) => (step.files ?? []).map(({ path, content }) => [path, content] as const));
  const config = load(Object.fromEntries(files)["/etc/rancher/k3s/config.yaml"] ?? "") as K3sConfig;
  const commands = steps.flatMap((step) => step.commands ?? []).filter((command) => followed.test(command));
  const access = join(import.meta.dirname, "k3s-access.ts");
  const labels = (config["node-label"] ?? []).map((label) => label.split("=") as [string, string]);
  const isServer = config["cluster-cidr"] !== undefined;
  return {
    node: {
      name: config["node-name"],
      address: config["node-ip"],
      pods: own.pods,
      labels: {
        ...Object.fromEntries(labels),
        ...(isServer && { "node-role.kubernetes.io/control-plane": "true" }),
      },
      // What K3s v1.33 runs beside every pod, by the name it has in K3s.
      sandboxImage: "docker.io/rancher/mirrored-pause:3.6",
      files: { ...Object.fromEntries(files.filter(([path]) => /^\/(etc|usr\/local)\//.test(path))), ...own.files },
      boot: `${commands.join("\n")}\n"$NODE" "${access}" /etc/rancher/k3s/registries.yaml >>"$DATA/containerd.toml"`,
    },
    manifests: new Map(
      files
        .filter(([path]) => path.startsWith(MANIFESTS))
        .map(([path, text]) => [path.slice(MANIFESTS.length), loadAll(text) as KubernetesObject[]]),
    ),
  };
}
