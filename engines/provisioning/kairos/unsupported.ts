import type { Site } from "../../../constructs/site.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { PoolScope, Unsupported } from "../../engine.ts";
import { unsupportedGateway } from "../unsupported-gateway.ts";

/** What a site asks of its profile that Kairos and K3s cannot do. */
export function unsupportedByKairos(
  { site }: Pick<PoolScope, "site">,
  provisioner: KairosProvisioner,
): readonly Unsupported[] {
  return [...unsupportedGateway(site), ...unsupportedProfile(site, provisioner)];
}

/** Settings that the profile leaves out although the site needs them. */
function unsupportedProfile(site: Site, { kubeVip, installer }: KairosProvisioner): readonly Unsupported[] {
  const found: Unsupported[] = [];
  if (!kubeVip && site.spec.network.vip !== undefined) {
    found.push({
      requested: `a virtual address, which profile ${site.reference} has no kube-vip to hold`,
      alternative: "leave network.vip out and have one control plane, or pin a profile with kubeVip",
      at: site.source && within(site.source, "network", "vip"),
    });
  }
  if (!installer) {
    found.push({
      requested: `a cluster that pulls by itself, for which profile ${site.reference} names no installer`,
      alternative: "pin a profile whose provisioner names an image with helm and kubectl as installer",
      at: site.source && within(site.source, "profile"),
    });
  }
  return found;
}
