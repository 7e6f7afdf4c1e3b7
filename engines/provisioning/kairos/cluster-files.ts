/** The manifests on a control plane: the address, the first agent, the first objects. */

import type { Site } from "../../../constructs/site.ts";
import { memoizeByValue } from "../../../model/memo.ts";
import { type KairosProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import type { AgentBootstrap } from "../../engine.ts";
import { manifestStream } from "../../manifest-stream.ts";
import { bootstrapAddress, bootstrapObjects, chartInstaller } from "../bootstrap-agent.ts";
import { textTemplate } from "../text-template.ts";
import { heldAddress, kubeVip } from "./kube-vip.ts";
import { loopback } from "./local-api.ts";
import { fileEntry, literal } from "./stage-file.ts";

/** K3s applies what lies here on its servers, at each start and when a file changes. */
const MANIFESTS = "/var/lib/rancher/k3s/server/manifests";

/** Of K3s' API server. */
const API_PORT = 6443;

/**
 * Entries of the manifests on each control plane; they are the same on all of them, as K3s asks. K3s applies them anew at
 * each start, so nothing is among them that is ever changed by Git: kube-vip too is installed by the Job, once, and is the
 * site's own afterwards (kube-vip.ts).
 */
export function clusterFiles(site: Site, provisioner: KairosProvisioner, bootstrap: AgentBootstrap): string {
  const { installer } = provisioner;
  if (!installer) return "";
  const held = heldAddress(site, provisioner);
  const address = held ? addressEntry(held.image, held.api)({ vip: held.vip }) : "";
  const image = mirroredImage(site.registry, installer);
  const charts = installerEntry(bootstrap.charts, image, loopback(site), bootstrap.reach, held !== undefined);
  return address + charts + bootstrapObjectsEntry({ lines: nested(manifestStream(bootstrap.objects)) });
}

const addressEntry = memoizeByValue((image: string, api: string) =>
  textTemplate(["vip"], ({ vip }) =>
    manifestEntry(
      "flotilla-first-address",
      manifestStream([bootstrapAddress(manifestStream(kubeVip({ image, vip, api })))]),
    ),
  ),
);

const installerEntry = memoizeByValue(
  (
    charts: AgentBootstrap["charts"],
    image: string,
    host: string,
    reach: AgentBootstrap["reach"],
    hasAddress: boolean,
  ) => {
    const objects = chartInstaller(charts, image, { host, port: API_PORT }, reach, hasAddress);
    return manifestEntry("flotilla-first-agent", manifestStream(objects));
  },
);

const bootstrapObjectsEntry = textTemplate(
  ["lines"],
  ({ lines }) => manifestEntry("flotilla-first-objects", manifestStream([bootstrapObjects(`${lines}\n`)])),
  ["lines"],
);

/** Lines of YAML moved to where they stand in a ConfigMap in a file in a stage; the template places the first. */
function nested(lines: string): string {
  return literal(lines.trimEnd()).replace(/\n(?=[^\n])/g, "\n            ");
}

function manifestEntry(name: string, content: string): string {
  return fileEntry({ path: `${MANIFESTS}/${name}.yaml`, content });
}
