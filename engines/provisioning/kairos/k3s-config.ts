import type { Host } from "../../../constructs/host.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { K3sComponent, KairosProvisioner } from "../../../model/provisioner.ts";
import { nodeLabelArguments } from "../../node-labels.ts";
import { controlPlanes } from "../servers.ts";

/**
 * File with the cluster's token. The registration of a server brings it, in a cloud-config of its own
 * that Kairos keeps beside this one and plays at every boot; it is never part of a repository.
 */
export const TOKEN_FILE = "/etc/flotilla/k3s-token";

/** Shipped layers bring storage; nothing else at an edge site should listen on its ports 80 and 443. */
const DISABLED: readonly K3sComponent[] = ["local-storage", "servicelb", "traefik"];

/**
 * K3s' config.yaml of a host. Of several control planes the first of the site's file starts the
 * cluster and the others join it. To install the first one anew, move it behind the others in the
 * site's file: with `cluster-init` on an empty disk it would start a second cluster.
 */
export function k3sConfig(host: Host, provisioner: KairosProvisioner): JsonObject {
  const { site } = host;
  const servers = controlPlanes(site);
  const isServer = host.spec.role === "control-plane";
  const isFirst = servers[0] === host;
  const api = site.controlPlaneAddress as string;
  return {
    "node-name": host.name,
    "node-ip": host.spec.address,
    "node-label": nodeLabelArguments(site),
    "token-file": TOKEN_FILE,
    ...(isFirst && servers.length > 1 && { "cluster-init": true }),
    ...(!isFirst && { server: `https://${api}:6443` }),
    "disable-default-registry-endpoint": true,
    ...(isServer && serverConfig(host, provisioner, api)),
  };
}

/** Must be the same on all servers of a site. */
function serverConfig({ site }: Host, provisioner: KairosProvisioner, api: string): JsonObject {
  const { pods, services } = site.spec.network;
  return {
    "tls-san": [api],
    "cluster-cidr": pods,
    "service-cidr": services,
    "flannel-backend": "none",
    "disable-network-policy": true,
    "disable-kube-proxy": !provisioner.kubeProxy,
    disable: provisioner.disable ?? DISABLED,
    "embedded-registry": provisioner.embeddedRegistry ?? false,
    "secrets-encryption": true,
  };
}
