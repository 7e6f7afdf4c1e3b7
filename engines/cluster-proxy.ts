/** The proxy of a site as environment of processes in its cluster. */

import type { Site } from "../constructs/site.ts";

/** URLs of the proxy, and what is reached without it. */
export interface ClusterProxy {
  readonly http?: string | undefined;
  readonly https?: string | undefined;
  /** Names, domains, addresses and networks, as Go's golang.org/x/net/http/httpproxy reads them. */
  readonly noProxy: readonly string[];
}

/**
 * What is always inside. The address of the API server is filled in by the kubelet; the domains are those that Flux'
 * guide names (fluxcd.io/flux/installation/configuration/proxy-setting), one with the dot that source-controller puts
 * at the end of its own address.
 */
const INSIDE = [
  "$(KUBERNETES_SERVICE_HOST)",
  "localhost",
  "127.0.0.1",
  "::1",
  ".svc",
  ".cluster.local",
  ".cluster.local.",
];

/** Undefined for a site that reaches the world directly. */
export function clusterProxyOf({ network, spec }: Site): ClusterProxy | undefined {
  const { proxy } = spec.network;
  if (!proxy || (proxy.http === undefined && proxy.https === undefined)) return undefined;
  const { http, https, noProxy = [] } = proxy;
  const own = [...network.nodes, ...network.pods, ...network.services];
  return { http, https, noProxy: [...new Set([...INSIDE, ...own, ...noProxy])] };
}

/** A variable of a container. */
interface Variable {
  readonly name: string;
  readonly value: string;
}

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY as a container gets them; none without a proxy. */
export function proxyEnvironment(proxy: ClusterProxy | undefined): readonly Variable[] {
  if (!proxy) return [];
  const { http, https, noProxy } = proxy;
  return [
    ...(http === undefined ? [] : [{ name: "HTTP_PROXY", value: http }]),
    ...(https === undefined ? [] : [{ name: "HTTPS_PROXY", value: https }]),
    { name: "NO_PROXY", value: noProxy.join(",") },
  ];
}
