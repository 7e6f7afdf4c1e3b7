/** The config.yaml of K3s on a host. */

import type { JsonObject } from "../../../model/json.ts";
import type { HostTemplateKey, HostVariables } from "./host-facts.ts";
import { TOKEN_FILE } from "./registration.ts";

/** K3s' config.yaml of a host (docs.k3s.io/cli/server, docs.k3s.io/cli/agent). */
export function k3sConfig(key: HostTemplateKey, values: HostVariables): JsonObject {
  const { name, nodeIp, api, apiHost, region, zone, site } = values;
  return {
    "node-name": name,
    "node-ip": nodeIp,
    "node-label": [
      `flotilla.dev/region=${region}`,
      `flotilla.dev/zone=${zone}`,
      `flotilla.dev/site=${site}`,
      ...key.labels,
    ],
    ...(key.taints.length > 0 && { "node-taint": key.taints }),
    "token-file": TOKEN_FILE,
    ...(key.foundsCluster ? { "cluster-init": true } : { server: `https://${apiHost}:6443` }),
    "disable-default-registry-endpoint": true,
    ...(key.isServer && serverConfig(key, api)),
  };
}

/** Must be the same on all servers of a site. */
function serverConfig(key: HostTemplateKey, api: string): JsonObject {
  return {
    "tls-san": [api, ...key.otherApis],
    "cluster-cidr": key.pods,
    "service-cidr": key.services,
    "flannel-backend": "none",
    "disable-network-policy": true,
    "disable-kube-proxy": !key.kubeProxy,
    disable: key.disable,
    "embedded-registry": key.embeddedRegistry,
    "secrets-encryption": true,
  };
}
