import type { Site } from "../../../constructs/site.ts";
import { hostPath } from "../../../model/layout.ts";
import type { TextFile } from "../../../model/manifest.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import type { FirstAgent, ProvisioningEngine } from "../../engine.ts";
import { remembered } from "../../remembered.ts";
import { textForm } from "../text-form.ts";
import { cloudConfig } from "./cloud-config.ts";
import { clusterFiles } from "./cluster-files.ts";
import { kairosGaps } from "./gaps.ts";
import { type HostShape, hostShape, hostValueNames, hostValues } from "./host-facts.ts";
import { osUpgrade } from "./upgrade.ts";

/**
 * Kairos with K3s: servers install themselves from a file and upgrade themselves from inside the
 * cluster, so the hub has nothing to do and nothing to keep.
 *
 * Can: 1, 3 or 5 control planes with a virtual address, workers, a fixed address with or without VLAN,
 * A/B upgrades with a way back. Cannot: two control planes, wipe or install a server from afar (no
 * use of the BMC), maintenance windows (NodeOpUpgrade has none), change the K3s settings of a server
 * that is installed already.
 */
export const kairos: ProvisioningEngine<KairosProvisioner> = {
  name: "kairos",
  gaps: kairosGaps,
  hubObjects: () => [],
  siteObjects: (site, provisioner) => (site.spec.state === "retired" ? [] : [osUpgrade(site, provisioner)]),
  hostFiles,
};

const hostForm = remembered((shape: HostShape) => textForm(hostValueNames, (values) => cloudConfig(shape, values)));

function hostFiles(site: Site, provisioner: KairosProvisioner, first: FirstAgent): readonly TextFile[] {
  const manifests = clusterFiles(site, provisioner, first);
  return site.hosts.map((host) => {
    const shape = hostShape(host, provisioner);
    const text = hostForm(shape)(hostValues(host));
    return {
      path: hostPath(host.spec.machineId, "cloud-config.yaml"),
      text: shape.isServer ? text + manifests : text,
      construct: host.path,
    };
  });
}
