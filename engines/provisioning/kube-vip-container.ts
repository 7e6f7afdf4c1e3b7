import type { JsonObject } from "../../model/json.ts";

export const NAME = "kube-vip";
export const NAMESPACE = "kube-system";

/**
 * The container that holds the address of the control plane: one server at a time answers for it by
 * ARP, on the interface of the default route (kube-vip 1.x, pkg/kubevip/config_envvar.go). Leases are
 * long enough for the disks of an edge site. Services of type LoadBalancer are not its business.
 */
export function kubeVipContainer(image: string, vip: string, environment: JsonObject): JsonObject {
  const settings = {
    vip_arp: "true",
    port: "6443",
    address: vip,
    cp_enable: "true",
    cp_namespace: NAMESPACE,
    svc_enable: "false",
    vip_leaderelection: "true",
    vip_leasename: "plndr-cp-lock",
    vip_leaseduration: "15",
    vip_renewdeadline: "10",
    vip_retryperiod: "2",
    ...environment,
  };
  return {
    name: NAME,
    image,
    imagePullPolicy: "IfNotPresent",
    args: ["manager"],
    env: [
      ...Object.entries(settings).map(([name, value]) => ({ name, value })),
      { name: "vip_nodename", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    ],
    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
    securityContext: { capabilities: { add: ["NET_ADMIN", "NET_RAW"], drop: ["ALL"] } },
  };
}
