/** Images that servers fetch before an app changes to them. */

import type { App } from "../../../constructs/app.ts";
import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { contentHash } from "../../content-hash.ts";
import type { AppZone } from "../../engine.ts";

/** Servers of a zone that fetch at a time. */
const AT_A_TIME = 5;
/** How long a server may take; CloudCore counts it for those that wait for their turn, too (imageprepulljob_handler.go at v1.23.1). */
const SERVER_SECONDS = 1800;

/**
 * One job a zone, which runs once, on the servers that are Ready when CloudCore sees it. Other images make another job, and
 * nothing else does: a site that comes later fetches what its pods need when they start.
 */
export function imagePrePullJob(
  { spec: { name, tenant, prefetch = [] } }: App,
  { zone, suffix = zone.name }: AppZone,
  sites: readonly Site[],
): readonly KubernetesObject[] {
  if (prefetch.length === 0 || sites.length === 0) return [];
  const servers = sites.reduce((sum, { hosts }) => sum + hosts.length, 0);
  return [
    {
      apiVersion: "operations.kubeedge.io/v1alpha2",
      kind: "ImagePrePullJob",
      metadata: { name: `${tenant}-${name}-${suffix}-${contentHash(prefetch)}` },
      spec: {
        imagePrePullTemplate: {
          images: prefetch,
          labelSelector: {
            matchExpressions: [{ key: "flotilla.dev/site", operator: "In", values: sites.map((site) => site.name) }],
          },
          concurrency: AT_A_TIME,
          timeoutSeconds: SERVER_SECONDS * Math.ceil(servers / AT_A_TIME),
          checkItems: ["disk"],
          failureTolerate: "0",
          retryTimes: 3,
        },
      },
    },
  ];
}
