/** The holder of a site's virtual address. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { markShared } from "../../../model/memo.ts";
import { type KairosProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { kubeVipContainer, NAME, NAMESPACE } from "../kube-vip-container.ts";
import { loopback } from "./local-api.ts";

/** Its folder at the site. */
export const KUBE_VIP_LAYER = {
  category: "kubernetes",
  name: "kube-vip",
  privileged: {
    hostNamespaces: "answers for the virtual address on the network of its server",
    capabilities: "puts that address on an interface",
  },
} as const;

export interface HeldAddress {
  readonly image: string;
  readonly vip: string;
  /** Where the API server of the same host answers. */
  readonly api: string;
}

/** The address and the image that holds it; undefined at a site without one. */
export function heldAddress(site: Site, { kubeVip: image }: KairosProvisioner): HeldAddress | undefined {
  const [vip] = site.network.vips;
  if (!image || vip === undefined) return undefined;
  return { image: mirroredImage(site.registry, image), vip, api: loopback(site) };
}

const metadata = { name: NAME, namespace: NAMESPACE };
const labels = { "app.kubernetes.io/name": NAME };
const group = "rbac.authorization.k8s.io";

const account: readonly KubernetesObject[] = [
  { apiVersion: "v1", kind: "ServiceAccount", metadata },
  {
    apiVersion: `${group}/v1`,
    kind: "ClusterRole",
    metadata: { name: NAME },
    rules: [
      { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
      {
        apiGroups: ["coordination.k8s.io"],
        resources: ["leases"],
        verbs: ["get", "list", "watch", "create", "update"],
      },
    ],
  },
  {
    apiVersion: `${group}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: NAME },
    roleRef: { apiGroup: group, kind: "ClusterRole", name: NAME },
    subjects: [{ kind: "ServiceAccount", name: NAME, namespace: NAMESPACE }],
  },
].map((object) => markShared(object));

/**
 * kube-vip as a DaemonSet of the control planes, for K3s, which comes up without the address. It asks
 * the API server of its own host: the service address leads nowhere before there is a network. The first agent's Job
 * installs it, since servers join at the address; from then on the site's own delivery upgrades it.
 */
export function kubeVip({ image, vip, api }: HeldAddress): readonly KubernetesObject[] {
  return [
    ...account,
    {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: NAME,
            priorityClassName: "system-node-critical",
            hostNetwork: true,
            nodeSelector: { "node-role.kubernetes.io/control-plane": "true" },
            tolerations: [{ operator: "Exists" }],
            containers: [
              kubeVipContainer(image, vip, { KUBERNETES_SERVICE_HOST: api, KUBERNETES_SERVICE_PORT: "6443" }),
            ],
          },
        },
      },
    },
  ];
}
