/** How clients find the pods of an app. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { ingress } from "../native/ingress.ts";
import { portsOf, service } from "../native/service.ts";
import type { Workload } from "../native/workload.ts";
import { poolless } from "./yurt-app-set.ts";

/**
 * One Service for all zones, by the name of the app alone. On a node of a pool YurtHub leaves only the pods of the same pool in
 * it (pkg/yurthub/filter/servicetopology at v1.7.0), so that no request leaves its zone; elsewhere it leads to all.
 */
export function commonService(common: Workload): readonly KubernetesObject[] {
  const ports = portsOf(common);
  if (ports.length === 0) return [];
  const { metadata } = common;
  const annotations = { "openyurt.io/topologyKeys": "openyurt.io/nodepool" };
  return [service({ ...common, metadata: { ...metadata, annotations }, selector: poolless(common) }, ports)];
}

/** For clients outside the cluster, whose ingress controller runs on no node of the pool: a Service of the zone's pods alone. */
export function zoneIngress(own: Workload, pool: string): readonly KubernetesObject[] {
  const { expose } = own;
  if (!expose) return [];
  const selector = { ...poolless(own), "apps.openyurt.io/pool-name": pool };
  return [service({ ...own, selector }, portsOf(own)), ingress(own, expose)];
}
