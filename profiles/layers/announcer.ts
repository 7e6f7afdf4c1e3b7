/** kube-vip, which answers for the addresses of the Services of one namespace. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { mirroredImage } from "../../model/provisioner.ts";
import { kubeVip } from "./kube-vip.ts";
import { offEdge } from "./off-edge.ts";
import { restrictedContainer } from "./pod-security.ts";

const name = "kube-vip-services";
const apiGroup = "rbac.authorization.k8s.io";

/**
 * One server at a time answers, by ARP and for IPv6 by NDP; names of variables: kube-vip pkg/kubevip/config_envvar.go at
 * v1.2.3. Its metrics leave the usual port to the kube-vip of the control plane, which is on the same network.
 */
const settings = {
  vip_arp: "true",
  cp_enable: "false",
  svc_enable: "true",
  vip_leaderelection: "true",
  svc_leasename: "plndr-svcs-lock",
  vip_leaseduration: "15",
  vip_renewdeadline: "10",
  vip_retryperiod: "2",
  prometheus_server: "127.0.0.1:2113",
};

/**
 * The annotation that asks for addresses, one or one of each family (kube-vip pkg/kubevip/annotations.go, LoadbalancerIPAnnotation).
 */
export const addressesAnnotation = "kube-vip.io/loadbalancerIPs";

/**
 * Announces Services of type LoadBalancer in `namespace` and no others, so that a load balancer of the cluster's own is left
 * alone. Rights are what kube-vip v1.2.3 asks for in this mode (pkg/services, pkg/endpoints/providers), which is less than
 * upstream's manifests give: it writes Services, their status and Leases, and neither reads pods here nor records events.
 */
export function announcer(scope: Construct, registry: string, namespace: string): void {
  const metadata = { name, namespace };
  const labels = { "app.kubernetes.io/name": name };
  const subjects = [{ kind: "ServiceAccount", name, namespace }];
  const rbac = `${apiGroup}/v1`;
  new ApiObject(scope, "announcer-account", { apiVersion: "v1", kind: "ServiceAccount", metadata });
  new ApiObject(scope, "announcer-nodes", {
    apiVersion: rbac,
    kind: "ClusterRole",
    metadata: { name },
    rules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] }],
  });
  new ApiObject(scope, "announcer-nodes-binding", {
    apiVersion: rbac,
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup, kind: "ClusterRole", name },
    subjects,
  });
  new ApiObject(scope, "announcer-role", {
    apiVersion: rbac,
    kind: "Role",
    metadata,
    rules: [
      { apiGroups: [""], resources: ["services"], verbs: ["get", "list", "watch", "update"] },
      { apiGroups: [""], resources: ["services/status"], verbs: ["update"] },
      { apiGroups: [""], resources: ["endpoints"], verbs: ["get", "list", "watch"] },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] },
      {
        apiGroups: ["coordination.k8s.io"],
        resources: ["leases"],
        verbs: ["get", "list", "watch", "create", "update"],
      },
    ],
  });
  new ApiObject(scope, "announcer-role-binding", {
    apiVersion: rbac,
    kind: "RoleBinding",
    metadata,
    roleRef: { apiGroup, kind: "Role", name },
    subjects,
  });
  new ApiObject(scope, "announcer", {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata,
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          priorityClassName: "system-node-critical",
          hostNetwork: true,
          securityContext: { seccompProfile: { type: "RuntimeDefault" } },
          affinity: offEdge,
          tolerations: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" }],
          containers: [
            {
              name,
              image: mirroredImage(registry, kubeVip),
              imagePullPolicy: "IfNotPresent",
              args: ["manager"],
              env: [
                ...Object.entries({ ...settings, svc_namespace: namespace }).map(([key, value]) => ({
                  name: key,
                  value,
                })),
                { name: "vip_nodename", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
              ],
              resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
              securityContext: {
                ...restrictedContainer,
                capabilities: { add: ["NET_ADMIN", "NET_RAW"], drop: ["ALL"] },
              },
            },
          ],
        },
      },
    },
  });
}
