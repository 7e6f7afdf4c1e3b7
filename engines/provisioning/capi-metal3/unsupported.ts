/** What a site asks for that Cluster API, Metal3 and kubeadm cannot do. */

import type { Site } from "../../../constructs/site.ts";
import { parseBmcAddress } from "../../../model/bmc.ts";
import type { HubParameter } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { PoolScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { missingAddress, mixedControlPlanes } from "../cluster-api/control-plane-limits.ts";
import { unsupportedPullSecrets } from "../cluster-api/pull-secret.ts";
import { unsupportedReleases } from "../cluster-api/released-hosts.ts";
import { unsupportedGateway } from "../unsupported-gateway.ts";
import { unsupportedDisks } from "./unsupported-disks.ts";
import { unsupportedNetwork } from "./unsupported-network.ts";

/** What a site asks for that Cluster API, Metal3 and kubeadm cannot do. */
export function unsupportedByMetal3({ site, pool }: Pick<PoolScope, "site" | "pool">): readonly Unsupported[] {
  const ofServers = [
    ...missingManagement(pool),
    ...networkBoot(pool),
    ...missingIronic(site),
    ...unsupportedNetwork({ site, pool }),
    ...unsupportedDisks(pool),
  ];
  if (!pool.ownsCluster) return pool.hosts.length > 0 ? ofServers : [];
  return [
    ...unsupportedGateway(site),
    ...missingAddress(site, "a Metal3 cluster"),
    ...unsupportedReleases(site),
    ...mixedControlPlanes(site),
    ...unsupportedPullSecrets(site),
    ...ofServers,
  ];
}

function missingManagement({ hosts }: Pick<Site, "hosts">): readonly Unsupported[] {
  return hosts
    .filter((host) => host.spec.bmc === undefined)
    .map((host) => ({
      requested: `host ${host.name} without a BMC, over which Metal3 installs it`,
      alternative: "set bmc, or pin a profile whose servers install themselves",
      at: host.source,
    }));
}

/** Drivers that start the installer over the network; the hub has neither DHCP nor PXE for them. */
function networkBoot({ hosts }: Pick<Site, "hosts">): readonly Unsupported[] {
  return hosts.flatMap((host) => {
    const address = host.bmc?.address;
    if (address === undefined || parseBmcAddress(address)?.boots !== "network") return [];
    return [
      {
        requested: `host ${host.name} with the BMC ${address}, whose driver boots the installer by PXE; the hub has neither DHCP nor PXE`,
        alternative:
          "take the driver for virtual media: redfish-virtualmedia://, idrac-virtualmedia:// or ilo5-virtualmedia://",
        at: host.source && within(host.source, "bmc"),
      },
    ];
  });
}

/** Of a hub whose profile brings Ironic with it; another hub may have its own. */
function missingIronic({ region: { hub, source } }: Site): readonly Unsupported[] {
  const declared = hub?.profile?.parameters.shape ?? {};
  const name: HubParameter = "ironicAddress";
  if (!hub || !(name in declared) || hub.parameters[name] !== undefined) return [];
  return [
    {
      requested: `servers that the hub of ${hub.region.name} installs, and no address at which its Ironic answers them`,
      alternative: `set ${name} in the region's parameters to a free address of the hub's network that BMCs and servers reach`,
      at: source && within(source, "parameters"),
    },
  ];
}
