/** The same files for somebody who runs eggo by hand. */

import type { Site } from "../../../constructs/site.ts";
import type { EggoProvisioner } from "../../../model/provisioner.ts";
import type { Artifact } from "../../artifact.ts";
import { SSH_KEY } from "../../ssh-key.ts";
import { FILES, PACKAGES_FOLDER, STATE_FOLDER } from "./places.ts";

/** Name of the work, and of the folder below operator/. */
const EGGO_TASK = "eggo";

export function operatorFiles(
  site: Site,
  provisioner: EggoProvisioner,
  files: Readonly<Record<string, string>>,
): readonly Artifact[] {
  const all = { "README.md": readme(site, provisioner), ...files };
  return Object.entries(all).map(([name, text]) => ({
    kind: "operator-file",
    audience: EGGO_TASK,
    owner: site.path,
    name: `${site.name}/${name}`,
    text,
  }));
}

function readme(site: Site, { os, kubernetes, user = "root" }: EggoProvisioner): string {
  const { name, hosts } = site;
  return `# The cluster of ${name}, by eggo

${hosts.length === 1 ? "One server" : `${hosts.length} servers`} with ${os.name}, Kubernetes ${kubernetes}. Run all of it as root on one machine, always the same: eggo knows
its clusters by ${STATE_FOLDER} there, and what that folder holds opens the cluster. Back it up.

## Once

The machine has \`eggo\`, \`kubectl\`, \`curl\`, \`ssh\`, \`flock\` and \`sha256sum\`, and the private key that opens the servers for ${user} at
\`${SSH_KEY}\`. Each server has its system, its name, its address, \`tar\`, and lets ${user} do everything by sudo without a
password.

## Deploy, join, delete

In this folder, after every change of it, as often as you like:

\`\`\`sh
sh ${FILES.run}
\`\`\`

It fetches the archives that \`${FILES.packages}\` names into ${PACKAGES_FOLDER} and holds them to their SHA-256, looks at every server,
and only then begins. It deploys where there is no cluster, joins servers that are new and deletes those that are gone
(\`${FILES.servers}\`). It ends with 0 when the cluster is what \`${FILES.cluster}\` says. Never run \`eggo deploy\` yourself: from a machine that
does not know the cluster it takes a living one apart.

\`\`\`sh
kubectl --kubeconfig ${STATE_FOLDER}/${name}/admin.conf get nodes
\`\`\`

## Take it away

\`\`\`sh
sh ${FILES.run} cleanup
\`\`\`
`;
}
