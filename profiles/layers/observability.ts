/** Namespace, ports, addresses and certificates of metrics and logs. */

/** Namespace of what watches a cluster: metrics, logs and the facts that both put on their records. */
export const observabilityNamespace = "observability";

/** Node ports of the receivers; a node port is reachable at the address of the control plane. */
export const receiverPorts = { metrics: 30443, logs: 30444 };

export interface Upstream {
  readonly metrics: string;
  readonly logs: string;
}

/** Where a cluster sends its metrics and logs: to the receivers beside the API endpoint of the next one up. */
export function upstreamOf(endpoint: string): Upstream {
  const { hostname } = new URL(endpoint);
  return {
    metrics: `https://${hostname}:${receiverPorts.metrics}/api/v1/write`,
    logs: `https://${hostname}:${receiverPorts.logs}/`,
  };
}

/**
 * A Secret of type kubernetes.io/tls with `tls.crt`, `tls.key` and `ca.crt`, and how a pod of the
 * namespace mounts it.
 */
export interface Certificate {
  readonly secret: string;
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
  readonly volume: object;
  readonly mount: object;
}

/**
 * With it a cluster shows the receivers of the next one up who it is. A site's is issued and put there
 * when the site is registered; those of hubs come out of the safe.
 */
export const clientCertificate = certificate("upstream-client");

/** The certificate of a cluster's own receivers; the same authority signs those who may send. */
export const receiverCertificate = certificate("receiver");

function certificate(secret: string): Certificate {
  const path = `/etc/${secret}`;
  return {
    secret,
    certificate: `${path}/tls.crt`,
    key: `${path}/tls.key`,
    authority: `${path}/ca.crt`,
    volume: { name: secret, secret: { secretName: secret } },
    mount: { name: secret, mountPath: path, readOnly: true },
  };
}
