import type { Site } from "../../../constructs/site.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { Gap } from "../../engine.ts";
import { gatewayGaps } from "../gateway-gaps.ts";

/** What a site asks of its profile that Kairos and K3s cannot do. */
export function kairosGaps(site: Site, provisioner: KairosProvisioner): readonly Gap[] {
  return [...gatewayGaps(site), ...profileGaps(site, provisioner)];
}

/** Settings that the profile leaves out although the site needs them. */
function profileGaps(site: Site, { kubeVip, installer }: KairosProvisioner): readonly Gap[] {
  const gaps: Gap[] = [];
  if (!kubeVip && site.spec.network.vip !== undefined) {
    gaps.push({
      asked: `a virtual address, which profile ${site.reference} has no kube-vip to hold`,
      alternative: "leave network.vip out and have one control plane, or pin a profile with kubeVip",
      at: site.source && within(site.source, "network", "vip"),
    });
  }
  if (!installer) {
    gaps.push({
      asked: `a cluster that pulls by itself, for which profile ${site.reference} names no installer`,
      alternative: "pin a profile whose provisioner names an image with helm and kubectl as installer",
      at: site.source && within(site.source, "profile"),
    });
  }
  return gaps;
}
