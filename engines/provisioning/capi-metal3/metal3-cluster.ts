/** The Metal3Cluster of a site. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { GROUPS, namespaceOf } from "../cluster-api/names.ts";
import { omitEmpty } from "../cluster-api/omit-empty.ts";
import { syncAnnotations } from "./node-label-sync.ts";

const API_PORT = 6443;

/** Nothing but the address of the API; node ids come from the servers' own metadata. */
export function metal3Cluster(site: Site): KubernetesObject {
  return {
    apiVersion: `${GROUPS.infrastructure}/v1beta2`,
    kind: "Metal3Cluster",
    metadata: { name: site.name, namespace: namespaceOf(site), ...syncAnnotations(site) },
    spec: omitEmpty({
      controlPlaneEndpoint: { host: site.controlPlaneAddress, port: API_PORT },
      cloudProviderEnabled: false,
    }),
  };
}
