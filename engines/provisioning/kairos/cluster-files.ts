/** The manifests on a control plane: kube-vip, first agent, first objects. */

import type { Site } from "../../../constructs/site.ts";
import { memoizeByValue } from "../../../model/memo.ts";
import { type KairosProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import type { AgentBootstrap } from "../../engine.ts";
import { manifestStream } from "../../manifest-stream.ts";
import { bootstrapObjects, chartInstaller } from "../bootstrap-agent.ts";
import { textTemplate } from "../text-template.ts";
import { kubeVipDaemonSet } from "./kube-vip-daemon-set.ts";
import { fileEntry, literal } from "./stage-file.ts";

/** K3s applies what lies here on its servers, and again only when a file changes. */
const MANIFESTS = "/var/lib/rancher/k3s/server/manifests";

/** K3s' API server as every server of the site reaches its own. */
const LOCAL_API = { host: "127.0.0.1", port: 6443 };

/** Entries of the manifests on each control plane; they are the same on all of them, as K3s asks. */
export function clusterFiles(site: Site, provisioner: KairosProvisioner, bootstrap: AgentBootstrap): string {
  const { kubeVip, installer } = provisioner;
  const [vip] = site.network.vips;
  const address = kubeVip && vip !== undefined ? kubeVipEntry(mirroredImage(site.registry, kubeVip))({ vip }) : "";
  if (!installer) return address;
  const charts = installerEntry(bootstrap.charts, mirroredImage(site.registry, installer));
  return address + charts + firstObjectsEntry({ lines: nested(manifestStream(bootstrap.objects)) });
}

const kubeVipEntry = memoizeByValue((image: string) =>
  textTemplate(["vip"], ({ vip }) => manifestEntry("flotilla-kube-vip", manifestStream(kubeVipDaemonSet(image, vip)))),
);

const installerEntry = memoizeByValue((charts: AgentBootstrap["charts"], image: string) =>
  manifestEntry("flotilla-first-agent", manifestStream(chartInstaller(charts, image, LOCAL_API))),
);

const firstObjectsEntry = textTemplate(
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
