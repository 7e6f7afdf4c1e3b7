import type { Site } from "../../../constructs/site.ts";
import { hostPath } from "../../../model/layout.ts";
import type { HelmRelease, TextFile } from "../../../model/manifest.ts";
import type { ExistingProvisioner } from "../../../model/provisioner.ts";
import { chartValuesText } from "../../chart-values.ts";
import type { FirstAgent, ProvisioningEngine } from "../../engine.ts";
import { manifestStream } from "../../manifest-stream.ts";
import { controlPlanes } from "../servers.ts";

/**
 * A cluster that somebody else installs and upgrades.
 *
 * Can: any cluster with any number of servers. Cannot: install anything. What makes the cluster pull
 * its own repository lies beside its first server, with the commands, to be applied by hand once.
 */
export const existing: ProvisioningEngine<ExistingProvisioner> = {
  name: "existing",
  gaps: () => [],
  hubObjects: () => [],
  siteObjects: () => [],
  hostFiles: firstAgentFiles,
};

function firstAgentFiles(site: Site, _: ExistingProvisioner, first: FirstAgent): readonly TextFile[] {
  const host = controlPlanes(site)[0] ?? site.hosts[0];
  if (!host) return [];
  const path = (file: string) => hostPath(host.spec.machineId, file);
  const commands = first.charts.map((chart) => `# ${installCommand(chart)}\n`).join("");
  const text = `# Once, on the cluster of ${site.name}, in this folder:
${commands}# kubectl apply --filename first-agent.yaml
${manifestStream(first.objects)}`;
  return [
    { path: path("first-agent.yaml"), text, construct: host.path },
    ...first.charts.map((chart) => ({
      path: path(`${chart.name}.values.yaml`),
      text: chartValuesText(chart),
      construct: host.path,
    })),
  ];
}

function installCommand({ name, namespace, source }: HelmRelease): string {
  const chart =
    source.kind === "oci"
      ? `${source.url} --version ${source.version}`
      : `./${source.path} from ${source.url} at ${source.tag}`;
  return `helm install ${name} ${chart} --namespace ${namespace} --create-namespace --values ${name}.values.yaml`;
}
