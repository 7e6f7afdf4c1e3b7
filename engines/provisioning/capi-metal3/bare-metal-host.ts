/** The BareMetalHost of a server, which switches and installs it over its BMC. */

import type { Host } from "../../../constructs/host.ts";
import { externalSecret } from "../../../model/external-secret.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";
import type { Architecture, BootMode } from "../../../model/zone-file.ts";
import { namespaceOf } from "../cluster-api/names.ts";
import { isReleased } from "../cluster-api/released-hosts.ts";
import { settingAnnotations } from "./host-settings.ts";
import { installerNetwork } from "./installer-network.ts";
import { cleaningMode } from "./machine-template.ts";
import { ARCH_LABEL, MAC_ANNOTATION, macAnnotation, PAUSED_ANNOTATION, ROLE_LABEL } from "./names.ts";
import { syncedLabels } from "./node-label-sync.ts";
import { rootDeviceHints } from "./root-device.ts";

/** Names of architectures in Ironic. */
const IRONIC_ARCHITECTURES: Readonly<Record<Architecture, string>> = { amd64: "x86_64", arm64: "aarch64" };

/** How firmware starts the system, as baremetal-operator names it (apis/metal3.io/v1alpha1, BootMode). */
const BOOT_MODES: Readonly<Record<BootMode, string>> = {
  uefi: "UEFI",
  "uefi-secure": "UEFISecureBoot",
  legacy: "legacy",
};

/** Name of the Secret that External Secrets writes for a server, and of the reference to it. */
export function credentialsName(host: Host): string {
  return `${host.name}-bmc`;
}

/** One server, switched on and off and installed over its BMC. */
export function bareMetalHost(host: Host, provisioner: CapiMetal3Provisioner): KubernetesObject {
  const { arch, boot, role } = host.spec;
  const { bmc, mac = "" } = host;
  return {
    apiVersion: "metal3.io/v1alpha1",
    kind: "BareMetalHost",
    metadata: {
      name: host.name,
      namespace: namespaceOf(host.site),
      // No machine takes a released server again.
      labels: { ...syncedLabels(host), [ROLE_LABEL]: isReleased(host) ? "released" : role, [ARCH_LABEL]: arch },
      annotations: {
        ...macs(host),
        [MAC_ANNOTATION]: mac,
        ...settingAnnotations(host),
        // From its first moment on, before a machine has been found for it: baremetal-operator looks at nothing else.
        ...pause(host),
      },
    },
    spec: {
      // Needed to make the object; from then on it is CAPM3's, see POWER.
      online: true,
      architecture: IRONIC_ARCHITECTURES[arch],
      ...(bmc !== undefined && {
        bmc: {
          address: bmc.address,
          credentialsName: credentialsName(host),
          ...(!bmc.verifyCertificate && { disableCertificateVerification: true }),
        },
      }),
      preprovisioningNetworkDataName: credentialsName(host),
      bootMACAddress: mac,
      ...(boot !== undefined && { bootMode: BOOT_MODES[boot] }),
      rootDeviceHints: rootDeviceHints(host.installDisk),
      automatedCleaningMode: cleaningMode(provisioner),
    },
  };
}

/** Its value is ours: CAPM3 takes away its own alone (baremetal/metal3machine_manager.go, RemovePauseAnnotation, v1.13). */
function pause({ site }: Host): Readonly<Record<string, string>> {
  if (!site.isPaused) return {};
  return { [PAUSED_ANNOTATION]: site.spec.state === "held" ? "flotilla.dev/held" : "flotilla.dev/restoring" };
}

/** MAC addresses of the cards that the server's file names, one an annotation. */
function macs(host: Host): Readonly<Record<string, string>> {
  return Object.fromEntries(
    host.interfaces.flatMap((each) => (each.mac === undefined ? [] : [[macAnnotation(each, host), each.mac]])),
  );
}

/**
 * What baremetal-operator reads to reach a server: the account of its BMC, from the entry `bmc/<machine id>` of the hub's
 * secret store, and beside it the network of the installer, which is no secret but is read from a Secret alone
 * (internal/controller/metal3.io/host_config_data.go, key `networkData`).
 */
export function bmcCredentials(host: Host, { secretStore }: CapiMetal3Provisioner): KubernetesObject {
  const entry = `bmc/${host.bmc?.credentials ?? host.id}`;
  return externalSecret({
    metadata: { name: credentialsName(host), namespace: namespaceOf(host.site) },
    store: secretStore,
    values: ["username", "password"].map((property) => ({ key: property, entry, property })),
    target: {
      deletionPolicy: "Retain",
      // The operator caches Secrets with this label only and would add it itself.
      template: {
        metadata: { labels: { "environment.metal3.io": "baremetal" } },
        mergePolicy: "Merge",
        data: { networkData: JSON.stringify(installerNetwork(host)) },
      },
    },
  });
}
