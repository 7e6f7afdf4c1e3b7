/** Argo CD as a chart with what a cluster that only pulls needs. */

import type { HelmRelease } from "../../../model/manifest.ts";
import { proxyEnvironment } from "../../cluster-proxy.ts";
import type { Reach } from "../../engine.ts";
import { paceOf } from "../pace.ts";
import { NAMESPACE, ROOT } from "./names.ts";

/** Argo CD 3.2.6 as its own chart packs it; the tags are the chart's. */
const CHART = "9.3.7";
const ARGO_CD = "v3.2.6";
const REDIS = "8.2.2-alpine";

/**
 * Argo CD's own chart with what a cluster that only pulls needs: application controller, repository
 * server, API server and Redis. Images come from the fleet's registry at `<registry>/argoproj/argocd` and
 * `<registry>/library/redis`.
 *
 * @param reach a proxy is for the repository server, since the others speak to nobody outside of the cluster; where
 * there are authorities, their ConfigMap is in the root folder and not the chart's
 */
export function argocdAgent(registry: string, { authorities, proxy, link }: Reach = {}): HelmRelease {
  const { look, fetch } = paceOf({ link });
  const [minutes, spread] = look;
  const isSlow = fetch > USUAL_MINUTES;
  const env = [
    ...(isSlow ? [{ name: "ARGOCD_EXEC_TIMEOUT", value: `${fetch}m` }] : []),
    ...proxyEnvironment(proxy).map(({ name, value }) => ({ name, value })),
  ];
  return {
    name: "argocd",
    namespace: NAMESPACE,
    source: { kind: "oci", url: `oci://${registry}/charts/argo-cd`, version: CHART },
    values: {
      crds: { install: true, keep: true },
      global: {
        image: { repository: `${registry}/argoproj/argocd`, tag: ARGO_CD },
        networkPolicy: { create: true },
      },
      configs: {
        cm: {
          "admin.enabled": false,
          "timeout.reconciliation": `${minutes * 60}s`,
          // More by chance, drawn again each time, so that clusters do not ask in step.
          "timeout.reconciliation.jitter": `${spread * 12}s`,
          "resource.customizations.health.argoproj.io_Application": applicationHealth,
          "resource.customizations.health.networking.k8s.io_Ingress": ingressHealth,
          "resource.customizations.ignoreDifferences.argoproj.io_Application": applicationNotes,
        },
        ...(authorities !== undefined && { tls: { create: false } }),
        params: {
          // Fields that the API server fills in are no difference.
          "controller.diff.server.side": true,
          // A sync that this ends is never tried again with the same commit, so a site that was cut off for days must
          // not come to it; without it, an Application whose sync keeps failing could never be removed.
          "controller.sync.timeout.seconds": 7 * 24 * 3600,
          ...(isSlow && { "controller.repo.server.timeout.seconds": fetch * 60 }),
        },
      },
      controller: { resources: resources("100m", "256Mi", "1Gi") },
      repoServer: { ...(env.length > 0 && { env }), resources: resources("50m", "128Mi", "512Mi") },
      redis: {
        image: { repository: `${registry}/library/redis`, tag: REDIS },
        resources: resources("20m", "32Mi", "128Mi"),
      },
      // Nobody can log in, but the controller will not start before the server has made its key.
      server: { resources: resources("20m", "64Mi", "256Mi") },
      applicationSet: { replicas: 0 },
      dex: { enabled: false },
      notifications: { enabled: false },
    },
  };
}

/**
 * Argo CD ends a command of Git after 90 seconds and a question to the repository server after 60 (argo-cd v3.2 util/exec,
 * controller.repo.server.timeout.seconds), which a thin link needs for the start alone.
 */
const USUAL_MINUTES = 5;

function resources(cpu: string, memory: string, limit: string) {
  return { requests: { cpu, memory }, limits: { memory: limit } };
}

/**
 * Argo CD judges no health of an Application by itself since 1.8, so waves of Applications would all
 * start at once. The root counts as healthy, since it would otherwise wait for itself; so does a
 * paused Application, since nothing will make it healthier.
 *
 * One that is neither healthy nor degraded for half an hour counts as degraded: while the root waits it
 * reads no newer commit, which may be the one that helps; when a wave fails it tries again with the newest.
 */
const applicationHealth = `\
local os = require("os")
hs = { status = "Progressing", message = "" }
local policy = obj.spec.syncPolicy
if obj.metadata.name == "${ROOT}" then
  hs.status = "Healthy"
  return hs
end
if policy ~= nil and policy.automated ~= nil and policy.automated.enabled == false then
  hs.status = "Healthy"
  hs.message = "paused"
  return hs
end
local since = obj.metadata.creationTimestamp
if obj.status ~= nil and obj.status.health ~= nil then
  hs.status = obj.status.health.status or hs.status
  hs.message = obj.status.health.message or ""
  since = obj.status.health.lastTransitionTime or since
end
-- The library formats no other time than now in UTC, which timestamps are in.
local ahead = os.time() - os.time(os.date("!*t"))
local limit = os.date("%Y-%m-%dT%H:%M:%SZ", os.time() - ahead - 1800)
if hs.status ~= "Healthy" and hs.status ~= "Degraded" and since ~= nil and since < limit then
  hs.message = hs.status .. " since " .. since
  hs.status = "Degraded"
end
return hs
`;

/**
 * Argo CD waits for an Ingress to show an address (gitops-engine pkg/health/health_ingress.go), which a controller on the
 * servers' own ports never writes. One that is there is healthy, as for Flux; nothing waits for what it leads to.
 */
const ingressHealth = `\
hs = { status = "Healthy", message = "" }
return hs
`;

/**
 * Orders that Argo CD writes into Applications and takes away when it has carried them out. A root that
 * compared while one was there would take it for drift, apply its Applications again and show
 * OutOfSync until its next look.
 */
const applicationNotes = `\
jsonPointers:
- /operation
- /metadata/annotations/argocd.argoproj.io~1refresh
`;
