/** What the platform grants single apps of tenants: traffic through their fences, and secrets out of the store. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { App } from "../../../constructs/app.ts";
import { type AppGrant, appGrant } from "../../../constructs/app-grants.ts";
import type { Site } from "../../../constructs/site.ts";
import { externalSecret } from "../../../model/external-secret.ts";
import { ingressController, ingressNamespace, ingressRole } from "../ingress.ts";
import { secretStore } from "../secrets.ts";

/** Of the apps of a cluster of its own. */
export function grantsAtSite(site: Site): readonly AppGrant[] {
  return granted(site.region.fleet.apps, (app) => (app.selects(site) ? [appGrant(app, site.zone, undefined)] : []));
}

/** Of the apps on nodes that joined a hub: each zone by itself, as the apps' own objects. */
export function grantsOnNodes(sites: readonly Site[]): readonly AppGrant[] {
  const zones = [...Map.groupBy(sites, ({ zone }) => zone)];
  return granted(sites[0]?.region.fleet.apps ?? [], (app) =>
    zones.flatMap(([zone, own]) => (own.some((site) => app.selects(site)) ? [appGrant(app, zone, zone.name)] : [])),
  );
}

function granted(apps: readonly App[], of: (app: App) => readonly (AppGrant | undefined)[]): readonly AppGrant[] {
  return apps.flatMap((app) => of(app).filter((each) => each !== undefined));
}

/** Policies and references to secrets; both stay with the platform, since whoever may write them may leave the fence. */
export function addGrants(scope: Construct, grants: readonly AppGrant[]): void {
  for (const grant of grants) {
    addTraffic(scope, grant);
    addSecrets(scope, grant);
  }
}

/** Lets the ingress controller read what it serves in a tenant's namespace. */
export function addIngressAccess(scope: Construct, namespace: string): void {
  const apiGroup = "rbac.authorization.k8s.io";
  new ApiObject(scope, `${namespace}-ingress`, {
    apiVersion: `${apiGroup}/v1`,
    kind: "RoleBinding",
    metadata: { name: ingressRole, namespace },
    roleRef: { apiGroup, kind: "ClusterRole", name: ingressRole },
    subjects: [{ kind: "ServiceAccount", name: ingressController, namespace: ingressNamespace }],
  });
}

function addTraffic(scope: Construct, grant: AppGrant): void {
  const { exposedPort, egress } = grant;
  if (exposedPort === undefined && egress.length === 0) return;
  new ApiObject(scope, `${grant.namespace}-${grant.name}-traffic`, {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: metadataOf(grant, `app-${grant.name}`),
    spec: {
      podSelector: {
        matchLabels: { "app.kubernetes.io/name": grant.app, "app.kubernetes.io/instance": grant.name },
      },
      policyTypes: [...(exposedPort === undefined ? [] : ["Ingress"]), ...(egress.length > 0 ? ["Egress"] : [])],
      ...(exposedPort !== undefined && {
        ingress: [{ from: [controllerPods], ports: [{ port: exposedPort, protocol: "TCP" }] }],
      }),
      ...(egress.length > 0 && {
        egress: egress.map(({ cidr, except, ports, protocol }) => ({
          to: [{ ipBlock: { cidr, ...(except.length > 0 && { except }) } }],
          ports: ports.map((port) => ({ port, protocol })),
        })),
      }),
    },
  });
}

const controllerPods = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": ingressNamespace } },
  podSelector: { matchLabels: { "app.kubernetes.io/name": ingressController } },
};

function addSecrets(scope: Construct, grant: AppGrant): void {
  const { name, secrets, certificate } = grant;
  if (secrets.length > 0) {
    addExternalSecret(scope, grant, name, undefined, secrets);
  }
  if (certificate) {
    const { name: secret, entry } = certificate;
    const values = ["tls.crt", "tls.key"].map((property) => ({ key: property, entry, property }));
    addExternalSecret(scope, grant, secret, "kubernetes.io/tls", values);
  }
}

function addExternalSecret(
  scope: Construct,
  grant: AppGrant,
  secret: string,
  type: string | undefined,
  values: AppGrant["secrets"],
): void {
  const target = type === undefined ? {} : { template: { type } };
  const reference = externalSecret({ metadata: metadataOf(grant, secret), store: secretStore, values, target });
  new ApiObject(scope, `${grant.namespace}-${secret}-secret`, reference);
}

function metadataOf({ namespace, name, app, tenant }: AppGrant, own: string) {
  return {
    name: own,
    namespace,
    labels: {
      "app.kubernetes.io/name": app,
      "app.kubernetes.io/instance": name,
      "app.kubernetes.io/part-of": tenant,
    },
  };
}
