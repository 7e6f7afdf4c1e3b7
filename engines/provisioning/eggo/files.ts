/** The files of one cluster, for a Job's ConfigMap and for an operator's folder alike. */

import type { Site } from "../../../constructs/site.ts";
import { type EggoProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { architectures } from "../../../model/zone-file.ts";
import type { AgentBootstrap } from "../../engine.ts";
import { manifestStream } from "../../manifest-stream.ts";
import { bootstrapObjects, chartInstaller } from "../bootstrap-agent.ts";
import { apiAddress } from "./api-address.ts";
import { archivePath, clusterConfig } from "./cluster-config.ts";
import { API_PORT, FILES } from "./places.ts";
import { runScript } from "./run-script.ts";

/** Texts by name. */
export function clusterFiles(
  site: Site,
  provisioner: EggoProvisioner,
  bootstrap: AgentBootstrap,
): Readonly<Record<string, string>> {
  const nodes = nodeCommands(site);
  return {
    [FILES.cluster]: yamlText(clusterConfig(site, provisioner)),
    [FILES.servers]: serverTable(site, provisioner),
    [FILES.packages]: yamlText(packageList(site, provisioner)),
    ...(nodes !== "" && { [FILES.nodes]: nodes }),
    [FILES.agent]: firstAgent(site, provisioner, bootstrap),
    [FILES.run]: runScript,
  };
}

/** Name, address, architecture, role and identity of each server, in columns: another machine is another text. */
function serverTable({ hosts }: Site, { os }: EggoProvisioner): string {
  const rows = hosts.map(({ name, address, id, spec: { arch, role } }) =>
    [name, address, arch, role === "worker" ? "worker" : "master", id].join(" "),
  );
  return `# os: ${os.id}\n${rows.join("\n")}\n`;
}

/** Archives of the architectures that the site has, with the place each is fetched from. */
function packageList({ hosts, registry }: Site, { packages }: EggoProvisioner) {
  return architectures.flatMap((arch) => {
    const archive = packages[arch];
    if (archive === undefined || !hosts.some(({ spec }) => spec.arch === arch)) return [];
    return [{ path: archivePath(arch), sha256: archive.sha256, url: `https://${registry}/${archive.path}` }];
  });
}

/** Labels and taints of single nodes, which eggo cannot give. They are set at every run and never taken away. */
function nodeCommands({ hosts }: Site): string {
  const commands = hosts.flatMap(({ name, labels, taints }) => [
    ...Object.entries(labels).map(([key, value]) => `kubectl label node ${name} --overwrite "${key}=${value}"`),
    ...taints.map(
      ({ key, value = "", effect }) => `kubectl taint node ${name} --overwrite "${key}=${value}:${effect}"`,
    ),
  ]);
  return commands.length === 0 ? "" : `set -eu\n${commands.join("\n")}\n`;
}

function firstAgent(site: Site, provisioner: EggoProvisioner, { charts, objects, reach }: AgentBootstrap): string {
  const image = mirroredImage(site.registry, provisioner.images.installer);
  // The only address in the API server's certificate that every control plane can reach without a network of pods.
  const api = { host: apiAddress(site, provisioner), port: API_PORT };
  return manifestStream([bootstrapObjects(manifestStream(objects)), ...chartInstaller(charts, image, api, reach)]);
}
