import type { App } from "../../constructs/app.ts";
import type { Site } from "../../constructs/site.ts";
import { type Source, sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { usesLayer } from "../uses-layer.ts";
import { type AppAtSite, appSites, fieldSource } from "./app-sites.ts";

export const appNeeds: FleetRule = {
  id: "FLT-APP-001",
  scope: "fleet",
  severity: "error",
  title: "What an app asks for is there at every site that it selects",
  help: "An Ingress without a controller serves nobody, a reference without External Secrets never becomes a Secret, a claim of a class that is not there waits for ever, and so do the pods that mount it. Sites get a controller by the parameter `ingress`, External Secrets by `externalSecrets`. Nodes of another cluster have neither ingress nor claims, and nothing there holds an app to its `egress`. An agent of Consul is at servers that are nodes of another cluster, where the fleet says so.",
  bad: `# apps/retail/checkout.yaml
ports: [{ name: http, port: 8080 }]
expose: { hosts: [checkout.panji.example] }
`,
  good: `# profiles/edge-k3s/1.0.0.ts, with the ingress controller
profile: edge-k3s@1.0.0
layers:
  - { name: cilium, category: cni }
  - { name: local-path, category: csi }
  - { name: traefik, category: addon, used: true }
---
# apps/retail/checkout.yaml
ports: [{ name: http, port: 8080 }]
expose: { hosts: [checkout.panji.example] }
`,
  check(fleet) {
    return fleet.apps.flatMap((app) => {
      const asked = needs.filter((need) => need.mayAsk(app));
      if (asked.length === 0) return [];
      const places = appSites(app);
      return asked.flatMap((need) => lacking(app, need, places.filter(need.isLacking)));
    });
  },
};

interface Need {
  /** Whether any zone may ask for it. */
  readonly mayAsk: (app: App) => boolean;
  readonly isLacking: (place: AppAtSite) => boolean;
  readonly problem: string;
  readonly hint: string;
  readonly at: (place: AppAtSite) => Source | undefined;
}

const inAnyZone = (app: App, field: "expose" | "egress" | "secrets") =>
  [app.spec, ...app.differences.map(({ part }) => part)].some((each) => {
    const value = each[field];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });

const isNode = (site: Site) => site.spec.kind === "nodes";
const ofStore = ({ app, own }: AppAtSite) =>
  own.secrets.some(({ from }) => from !== undefined) ||
  own.expose?.tls?.from !== undefined ||
  furtherContainers(app).some(({ secrets }) => secrets.some(({ from }) => from !== undefined));
const furtherContainers = ({ spec, containers }: App) => [...spec.initContainers, ...containers];
const claims = (app: App) => (app.spec.volumes ?? []).filter(({ size }) => size !== undefined);

const needs: readonly Need[] = [
  {
    mayAsk: (app) => inAnyZone(app, "expose"),
    isLacking: ({ site, own }) => own.expose !== undefined && (isNode(site) || !usesLayer(site, "traefik")),
    problem: "is exposed, but there is no ingress controller",
    hint: "set the parameter ingress: traefik there, or select other sites; on nodes of another cluster there is none",
    at: (place) => fieldSource(place, "expose"),
  },
  {
    mayAsk: (app) => inAnyZone(app, "expose"),
    isLacking: ({ site, own }) =>
      own.expose?.tls?.issuer !== undefined && !isNode(site) && !usesLayer(site, "cert-manager"),
    problem: "asks an issuer for a certificate, but there is no cert-manager",
    hint: "name a Secret or an entry of the secret store instead of the issuer: tls.secret or tls.from",
    at: (place) => fieldSource(place, "expose"),
  },
  {
    mayAsk: (app) => inAnyZone(app, "egress"),
    isLacking: ({ site, own }) => own.egress.length > 0 && isNode(site),
    problem: "opens its egress, but nothing holds pods on nodes of another cluster to network policies",
    hint: "select sites of kind cluster, or leave egress out: there, apps reach everything",
    at: (place) => fieldSource(place, "egress"),
  },
  {
    mayAsk: (app) =>
      inAnyZone(app, "secrets") ||
      inAnyZone(app, "expose") ||
      furtherContainers(app).some(({ secrets }) => secrets.length > 0),
    isLacking: (place) => ofStore(place) && !hasExternalSecrets(place.site),
    problem: "takes secrets out of the store, but there is no External Secrets to fetch them",
    hint: "set the parameter externalSecrets: true there, or name a Secret that somebody else writes: { name, secret, key }",
    at: (place) => (place.own.secrets.length > 0 ? fieldSource(place, "secrets") : place.app.source),
  },
  {
    mayAsk: (app) => app.spec.consul !== undefined,
    isLacking: ({ app }) => app.fleet.spec.consul === undefined,
    problem: "is registered in Consul, but the fleet has no agents",
    hint: "add consul: { image } to sites/fleet.yaml when an agent runs at each of the servers",
    at: ({ app }) => sourceAt(app.source, "consul"),
  },
  {
    mayAsk: (app) => app.spec.consul !== undefined && app.fleet.spec.consul !== undefined,
    // Cilium counts servers of the cluster to no range of addresses, and a tenant's fence opens nothing else.
    isLacking: ({ site }) => !isNode(site),
    problem: "is registered in Consul, but pods of a cluster of its own do not reach an agent at their server",
    hint: "select sites of kind nodes: there the agent is reached at the server's address",
    at: ({ app }) => sourceAt(app.source, "consul"),
  },
  {
    mayAsk: (app) => claims(app).length > 0,
    isLacking: ({ site }) => isNode(site),
    problem: "claims a volume, but nodes of another cluster have no storage of their own",
    hint: "select sites of kind cluster, or use emptyDir",
    at: ({ app }) => sourceAt(app.source, "volumes"),
  },
  {
    mayAsk: (app) => claims(app).some((volume) => volume.class !== undefined),
    // A class of storage has the name of the layer that brings it.
    isLacking: ({ app, site }) =>
      !isNode(site) && claims(app).some((volume) => volume.class !== undefined && !usesLayer(site, volume.class)),
    problem: "claims a volume of a class that is not there",
    hint: "leave class out for the site's own, or select sites by their parameter storageEngine",
    at: ({ app }) => sourceAt(app.source, "volumes"),
  },
];

/** Nodes take theirs from the cluster that they joined; the centre makes none for apps. */
function hasExternalSecrets(site: Site): boolean {
  if (!isNode(site)) return usesLayer(site, "external-secrets");
  const layers = site.parent === "hub" ? site.region.hub?.profile?.layers : undefined;
  return layers?.some(({ name }) => name === "external-secrets") ?? false;
}

function lacking(app: App, { problem, hint, at }: Need, places: readonly AppAtSite[]): readonly Violation[] {
  const [first] = places;
  if (!first) return [];
  return [
    {
      message: `the app ${problem} at ${pluralize(places.length, "site")}, such as ${first.site.path}`,
      subject: app.path,
      others: places.map(({ site }) => site.path),
      at: at(first),
      hint,
    },
  ];
}
