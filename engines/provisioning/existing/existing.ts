import type { HelmRelease } from "../../../model/manifest.ts";
import type { ExistingProvisioner } from "../../../model/provisioner.ts";
import type { Artifact } from "../../artifact.ts";
import { chartValuesText } from "../../chart-values.ts";
import type { PoolScope, ProvisioningEngine } from "../../engine.ts";
import { manifestStream } from "../../manifest-stream.ts";
import { joinsNone } from "../own-clusters.ts";
import { unmanagedHosts } from "../unmanaged-hosts.ts";
import { existingFieldChanges } from "./field-changes.ts";

/**
 * A cluster that somebody else installs and upgrades.
 *
 * Can: any cluster with any number of servers. Cannot: install anything. What makes the cluster pull
 * its own repository lies beside its first server, with the commands, to be applied by hand once.
 */
export const existing: ProvisioningEngine<ExistingProvisioner> = {
  name: "existing",
  kinds: {},
  fields: unmanagedHosts,
  fieldChanges: existingFieldChanges,
  joins: joinsNone("a server that somebody else looks after"),
  makesClusters: false,
  example: { engine: "existing" },
  unsupported: () => [],
  traffic: () => [],
  lower: bootstrapFiles,
};

function bootstrapFiles({ site, bootstrap }: PoolScope): readonly Artifact[] {
  const host = site.controlPlanes[0] ?? site.hosts[0];
  if (!host || site.spec.state === "retired") return [];
  const file = (name: string, text: string): Artifact => ({
    kind: "host-file",
    audience: host,
    owner: host.path,
    name,
    text,
  });
  const commands = bootstrap.charts.map((chart) => `# ${installCommand(chart)}\n`).join("");
  const text = `# Once, on the cluster of ${site.name}, in this folder:
${commands}# kubectl apply --filename first-agent.yaml
${manifestStream(bootstrap.objects)}`;
  return [
    file("first-agent.yaml", text),
    ...bootstrap.charts.map((chart) => file(`${chart.name}.values.yaml`, chartValuesText(chart))),
  ];
}

function installCommand({ name, namespace, source }: HelmRelease): string {
  const chart =
    source.kind === "oci"
      ? `${source.url} --version ${source.version}`
      : `./${source.path} from ${source.url} at ${source.tag}`;
  return `helm install ${name} ${chart} --namespace ${namespace} --create-namespace --values ${name}.values.yaml`;
}
