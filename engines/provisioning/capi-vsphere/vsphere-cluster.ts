/** The VSphereCluster of a site, and the account that it reaches its vCenter with. */

import type { Site } from "../../../constructs/site.ts";
import { externalSecret } from "../../../model/external-secret.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";
import type { PoolScope } from "../../engine.ts";
import { isBorrowing } from "../cluster-api/joining.ts";
import { namespaceOf } from "../cluster-api/names.ts";
import { omitEmpty } from "../cluster-api/omit-empty.ts";
import { vcenterOf, vsphereApi } from "./vcenter.ts";

const API_PORT = 6443;
/** Of the Secret with the account, and of the reference to it. */
const ACCOUNT = "vcenter";

/**
 * Where the API answers and which vCenter makes the machines. Server, thumbprint and account stand here alone: machines
 * take them from it (pkg/services/vimmachine.go, v1.16), so that a new certificate of the vCenter replaces none of them.
 */
export function vsphereCluster(
  scope: Pick<PoolScope, "site" | "pool">,
  provisioner: CapiVsphereProvisioner,
): KubernetesObject {
  const { site } = scope;
  const { server, thumbprint, failureDomains } = vcenterOf(site);
  return {
    apiVersion: vsphereApi(provisioner),
    kind: "VSphereCluster",
    metadata: { name: site.name, namespace: namespaceOf(site) },
    spec: omitEmpty({
      server,
      thumbprint,
      controlPlaneEndpoint: { host: site.controlPlaneAddress, port: API_PORT },
      identityRef: { kind: "Secret", name: ACCOUNT },
      // Nobody makes modules of a cluster object that stands beside another infrastructure's, and machines would wait for them.
      disableClusterModule: isBorrowing(scope) ? true : undefined,
      // Every emitted object carries the label; without zones of its own a site would get those of all others.
      failureDomainSelector:
        failureDomains.length > 0 ? { matchLabels: { "flotilla.dev/site": site.name } } : undefined,
    }),
  };
}

/**
 * The account, which the site has for itself: the provider makes its cluster the owner of the Secret and refuses one that
 * another cluster owns (controllers/vspherecluster_reconciler.go reconcileIdentitySecret, v1.16). Sites may share the entry.
 */
export function vcenterAccount(site: Site, { secretStore }: CapiVsphereProvisioner): KubernetesObject {
  const entry = `vsphere/${vcenterOf(site).account}`;
  return externalSecret({
    metadata: { name: ACCOUNT, namespace: namespaceOf(site) },
    store: secretStore,
    values: ["username", "password"].map((property) => ({ key: property, entry, property })),
    target: { deletionPolicy: "Retain" },
  });
}
