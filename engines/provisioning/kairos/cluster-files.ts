import type { Site } from "../../../constructs/site.ts";
import { type KairosProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import type { FirstAgent } from "../../engine.ts";
import { manifestStream } from "../../manifest-stream.ts";
import { chartInstaller, firstObjects } from "../first-agent.ts";
import { kubeVipDaemonSet } from "../kube-vip.ts";
import { fileEntry } from "./stage-file.ts";

/** K3s applies what lies here on its servers, and again only when a file changes. */
const MANIFESTS = "/var/lib/rancher/k3s/server/manifests";

/** K3s' API server as every server of the site reaches its own. */
const LOCAL_API = { host: "127.0.0.1", port: 6443 };

/** Entries of the manifests on each control plane; they are the same on all of them, as K3s asks. */
export function clusterFiles(site: Site, provisioner: KairosProvisioner, first: FirstAgent): string {
  const { kubeVip, installer } = provisioner;
  const { vip } = site.spec.network;
  let entries = "";
  if (kubeVip && vip !== undefined) {
    const objects = kubeVipDaemonSet(mirroredImage(site.registry, kubeVip), vip);
    entries += manifestEntry("flotilla-kube-vip", manifestStream(objects));
  }
  if (installer) {
    entries += installerEntry(first.charts, mirroredImage(site.registry, installer));
    entries += manifestEntry("flotilla-first-objects", manifestStream([firstObjects(first.objects)]));
  }
  return entries;
}

function installerEntry(charts: FirstAgent["charts"], image: string): string {
  return manifestEntry("flotilla-first-agent", manifestStream(chartInstaller(charts, image, LOCAL_API)));
}

function manifestEntry(name: string, content: string): string {
  return fileEntry({ path: `${MANIFESTS}/${name}.yaml`, content });
}
