/** DevCluster and DevMachineTemplate: what the machines of a site are made as. */

import type { Site } from "../../../constructs/site.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { type CapiDevProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { contentHash } from "../../content-hash.ts";
import { GROUPS, namespaceOf } from "../cluster-api/names.ts";

const apiVersion = `${GROUPS.infrastructure}/v1beta2`;

/** The controller chooses the address of the API and writes it into the object. */
export function devCluster(site: Site, { backend }: CapiDevProvisioner): KubernetesObject {
  return {
    apiVersion,
    kind: "DevCluster",
    metadata: { name: site.name, namespace: namespaceOf(site) },
    spec: { backend: { [backend.kind]: {} } },
  };
}

/**
 * Machines of one use. A template cannot change, so its name carries its content.
 *
 * @param use start of its name
 */
export function devMachineTemplate(site: Site, { backend }: CapiDevProvisioner, use: string): KubernetesObject {
  const machine: JsonObject =
    backend.kind === "docker" ? { customImage: mirroredImage(site.registry, backend.node) } : {};
  const spec = { template: { spec: { backend: { [backend.kind]: machine } } } };
  return {
    apiVersion,
    kind: "DevMachineTemplate",
    metadata: { name: `${use}-${contentHash(spec)}`, namespace: namespaceOf(site) },
    spec,
  };
}
