/** Kairos with K3s: what it can and cannot do, a file a host. */

import { memoizeByValue } from "../../../model/memo.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import type { Link } from "../../../model/site-network-file.ts";
import type { Artifact } from "../../artifact.ts";
import type { PoolScope, ProvisioningEngine } from "../../engine.ts";
import { logInsOf } from "../log-ins.ts";
import { joinsNone } from "../own-clusters.ts";
import { siteCluster } from "../servers.ts";
import { textTemplate } from "../text-template.ts";
import { cloudConfig } from "./cloud-config.ts";
import { clusterFiles } from "./cluster-files.ts";
import { enrolment } from "./enrolment.ts";
import { kairosExample } from "./example.ts";
import { kairosFieldChanges } from "./field-changes.ts";
import { kairosFields } from "./fields.ts";
import { FOUNDING_STATE } from "./founding.ts";
import { type HostTemplateKey, hostTemplateKey, hostVariableNames, hostVariables } from "./host-facts.ts";
import { type HostSettings, hostSettings } from "./host-settings.ts";
import { kairosKinds } from "./kinds.ts";
import { heldAddress, KUBE_VIP_LAYER, kubeVip } from "./kube-vip.ts";
import { OPERATOR_NAMESPACE } from "./node-op.ts";
import { type OsImage, osImage } from "./os-image.ts";
import { cloudConfigPulls, k3sImagePaths } from "./pulls.ts";
import { settingsChange } from "./settings-change.ts";
import { unsupportedByKairos } from "./unsupported.ts";
import { osUpgrade, upgradeAccess } from "./upgrade.ts";

/**
 * Kairos with K3s: servers install themselves from a file and upgrade themselves from inside the
 * cluster, so the hub has nothing to do and nothing to keep.
 *
 * Can: 1, 3 or 5 control planes with a virtual address, workers, a fixed address with or without VLAN,
 * A/B upgrades with a way back, time servers, name servers, keys and mirrors of living servers. Cannot: two control
 * planes, wipe or install a server from afar (no use of the BMC), maintenance windows (NodeOp has none), change addresses
 * or the K3s settings of a server that is installed already.
 */
export const kairos: ProvisioningEngine<KairosProvisioner> = {
  name: "kairos",
  kinds: kairosKinds,
  fields: kairosFields,
  fieldChanges: kairosFieldChanges,
  filePulls: { "cloud-config.yaml": cloudConfigPulls },
  impliedImages: () => k3sImagePaths,
  namespaces: [OPERATOR_NAMESPACE],
  joins: joinsNone("a server of Kairos"),
  makesClusters: true,
  siteLayers: [KUBE_VIP_LAYER],
  foundingState: FOUNDING_STATE,
  example: kairosExample,
  unsupported: unsupportedByKairos,
  upgrade: (_, { concurrency }) => ({ by: "reboot", atOnce: concurrency }),
  // Servers install themselves, so nothing has to reach them.
  traffic: logInsOf,
  enrolment,
  lower: (scope, provisioner) =>
    scope.site.spec.state === "retired"
      ? address(scope, provisioner)
      : [...address(scope, provisioner), orders(scope, provisioner), ...hostFiles(scope, provisioner)],
};

/** Sites of one profile with like settings get the same orders. */
const ordersOf = memoizeByValue(
  (image: OsImage, provisioner: KairosProvisioner, settings: HostSettings, link: Link) => [
    ...upgradeAccess(provisioner),
    osUpgrade(image, provisioner, link),
    settingsChange(settings, provisioner),
  ],
);

/** The address stays as long as the cluster: whoever retires the site still speaks to it. */
function address({ site }: PoolScope, provisioner: KairosProvisioner): readonly Artifact[] {
  const held = heldAddress(site, provisioner);
  if (!held) return [];
  return [
    {
      kind: "objects",
      audience: siteCluster(site),
      owner: site.path,
      slot: {
        category: KUBE_VIP_LAYER.category,
        layer: KUBE_VIP_LAYER.name,
        privileged: KUBE_VIP_LAYER.privileged,
        awaited: false,
      },
      objects: kubeVip(held),
    },
  ];
}

/** What the operator of the os layers does to living servers; it waits for network and storage too. */
function orders({ site }: PoolScope, provisioner: KairosProvisioner): Artifact {
  return {
    kind: "objects",
    audience: siteCluster(site),
    owner: site.path,
    slot: { category: "hosts", layer: "hosts", privileged: false, awaited: false, needs: "os" },
    objects: ordersOf(osImage(site, provisioner), provisioner, hostSettings(site, provisioner), site.network.link),
  };
}

const hostTemplate = memoizeByValue((key: HostTemplateKey) =>
  textTemplate(hostVariableNames, (values) => cloudConfig(key, values)),
);

function hostFiles({ site, pool, bootstrap }: PoolScope, provisioner: KairosProvisioner): readonly Artifact[] {
  const manifests = clusterFiles(site, provisioner, bootstrap);
  return pool.hosts.map((host) => {
    const key = hostTemplateKey(host, provisioner);
    const text = hostTemplate(key)(hostVariables(host));
    return {
      kind: "host-file",
      audience: host,
      owner: host.path,
      name: "cloud-config.yaml",
      text: key.isServer ? text + manifests : text,
    };
  });
}
