/** The proxy of a site as environment of processes in its cluster. */

import type { Site } from "../constructs/site.ts";
import type { SiteProxy } from "../constructs/site-network.ts";

/**
 * What is inside besides. The address of the API server is filled in by the kubelet; the domain is the one with the dot
 * that source-controller puts at the end of its own address (fluxcd.io/flux/installation/configuration/proxy-setting).
 */
const INSIDE = ["$(KUBERNETES_SERVICE_HOST)", ".cluster.local."];

/** Undefined for a site that reaches the world directly. */
export function clusterProxyOf({ network }: Site): SiteProxy | undefined {
  const { proxy } = network;
  return proxy && { ...proxy, noProxy: [...INSIDE, ...proxy.noProxy] };
}

/** A variable of a container. */
interface Variable {
  readonly name: string;
  readonly value: string;
}

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY as a container gets them; none without a proxy. */
export function proxyEnvironment(proxy: SiteProxy | undefined): readonly Variable[] {
  if (!proxy) return [];
  const { http, https, noProxy } = proxy;
  return [
    ...(http === undefined ? [] : [{ name: "HTTP_PROXY", value: http }]),
    ...(https === undefined ? [] : [{ name: "HTTPS_PROXY", value: https }]),
    { name: "NO_PROXY", value: noProxy.join(",") },
  ];
}
