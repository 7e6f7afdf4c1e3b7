/** The Metal3MachineTemplates of a site. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";
import type { Architecture } from "../../../model/zone-file.ts";
import { contentHash } from "../../content-hash.ts";
import { GROUPS, namespaceOf } from "../cluster-api/names.ts";
import { ARCH_LABEL, ROLE_LABEL } from "./names.ts";

/** Formats that CAPM3 knows by the end of the image's name. */
const DISK_FORMATS = ["raw", "qcow2", "vdi", "vmdk"] as const;

/** Machines of one role and architecture. */
export interface MachineClass {
  /** Start of the template's name. */
  readonly name: string;
  readonly role: "control-plane" | "worker";
  readonly arch: Architecture;
}

/**
 * Which servers a class of machines takes and what is written onto them. Cluster API copies a template
 * and never looks again, so a changed one must have another name. With no spare server a machine must
 * come back to the server it left: cleaning that would wipe it is off, and reuse is on.
 */
export function machineTemplate(
  site: Site,
  provisioner: CapiMetal3Provisioner,
  { name, role, arch }: MachineClass,
  dataTemplate: string,
): KubernetesObject {
  const path = provisioner.images[arch];
  const url = `https://${site.registry}/${path}`;
  const diskFormat = DISK_FORMATS.find((format) => path.endsWith(`.${format}`));
  const spec = {
    nodeReuse: provisioner.maxSurge === 0,
    template: {
      spec: {
        image: {
          url,
          // Whoever builds an image puts its checksum beside it; Metal3 reads a URL as well as a value.
          checksum: `${url}.sha256`,
          checksumType: "sha256",
          ...(diskFormat && { diskFormat }),
        },
        hostSelector: { matchLabels: { [ROLE_LABEL]: role, [ARCH_LABEL]: arch } },
        dataTemplate: { name: dataTemplate },
        automatedCleaningMode: cleaningMode(provisioner),
      },
    },
  };
  return {
    apiVersion: `${GROUPS.infrastructure}/v1beta2`,
    kind: "Metal3MachineTemplate",
    metadata: { name: `${name}-${contentHash(spec)}`, namespace: namespaceOf(site) },
    spec,
  };
}

/** The same for machines and servers, or CAPM3 and the hub's delivery would overwrite each other. */
export function cleaningMode({ maxSurge }: CapiMetal3Provisioner): "disabled" | "metadata" {
  return maxSurge === 0 ? "disabled" : "metadata";
}
