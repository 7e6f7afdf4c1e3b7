/** What an app asks for that an EdgeApplication cannot carry. */

import type { App } from "../../../constructs/app.ts";
import { appSites } from "../../../constructs/app-sites.ts";
import type { Fleet } from "../../../constructs/fleet.ts";
import type { Site } from "../../../constructs/site.ts";
import { memoizeByIdentity } from "../../../model/memo.ts";
import { nodePortPlaces } from "../../../model/node-port.ts";
import { sourceAt } from "../../../model/source.ts";
import type { Unsupported } from "../../unsupported.ts";
import { unsupportedByNative } from "../native/unsupported.ts";
import { unsupportedByTemplates } from "../shared-template.ts";
import { childName } from "./target-sites.ts";

export function unsupportedByEdgeApplications(app: App): readonly Unsupported[] {
  return [
    ...unsupportedByNative(app),
    ...job(app),
    ...federated(app),
    ...waiting(app),
    ...exposed(app),
    ...atServers(app),
    ...claims(app),
    ...initSecrets(app),
    ...otherSites(app),
    ...sameNames(app),
    ...prefetchWithAccount(app),
    ...unsupportedByTemplates(app, "groups of nodes"),
  ];
}

function job(app: App): readonly Unsupported[] {
  if (app.spec.kind !== "job") return [];
  return [
    {
      requested: "a job in groups of nodes: KubeEdge makes one Deployment a group, and no Job in any",
      alternative: "use placement: native, which makes a Job or a CronJob a zone",
      at: sourceAt(app.source, "kind"),
    },
  ];
}

function federated(app: App): readonly Unsupported[] {
  if (app.spec.federate === undefined) return [];
  return [
    {
      requested: "an app in groups of nodes that the centre hands out: each hub has groups of its own",
      alternative: "leave federate out, or use placement: native",
      at: sourceAt(app.source, "federate"),
    },
  ];
}

/** An app's own folder is what others of a system wait for, and these objects lie in that of the tenant's edge apps. */
function waiting(app: App): readonly Unsupported[] {
  if (!app.part || app.part.order.after.length === 0) return [];
  return [
    {
      requested: `an app in groups of nodes that waits for ${app.part.order.after.join(", ")}: what groups have is delivered at once`,
      alternative: "let the app itself wait, or use placement: native",
      at: sourceAt(app.source, "after"),
    },
  ];
}

function exposed(app: App): readonly Unsupported[] {
  const places = [
    ...(app.spec.expose ? [["expose"]] : []),
    ...app.differences.flatMap(({ part, steps }) => (part.expose ? [[...steps, "expose"]] : [])),
  ];
  return places.map((steps) => ({
    requested:
      "clients outside of the cluster at groups of nodes: an ingress controller does not reach pods on edge nodes",
    alternative: "put the app at sites that are clusters, with placement: native",
    at: sourceAt(app.source, ...steps),
  }));
}

function atServers({ spec, source }: App): readonly Unsupported[] {
  const asked = nodePortPlaces(spec);
  return asked.map((steps) => ({
    requested: "a node port at groups of nodes: edge nodes have no kube-proxy that would answer at it",
    alternative: "put the app at sites that are clusters, with placement: native",
    at: sourceAt(source, ...steps),
  }));
}

/** What is no Deployment and no Service is made once for all groups, by a controller that may not even do that. */
function claims(app: App): readonly Unsupported[] {
  return (app.spec.volumes ?? []).flatMap(({ name, size }, index) =>
    size === undefined
      ? []
      : [
          {
            requested: `a claim for the volume ${name} in groups of nodes: all of them would share one`,
            alternative: "use placement: native, which makes a claim a zone, or a volume that lives as long as its pod",
            at: sourceAt(app.source, "volumes", index, "size"),
          },
        ],
  );
}

/** The Secrets of an app are its zone's, and overrides reach `containers` alone (envoverrider.go at v1.23.1). */
function initSecrets(app: App): readonly Unsupported[] {
  return app.spec.initContainers.flatMap(({ name, secrets }, index) =>
    secrets.every(({ secret }) => secret !== undefined)
      ? []
      : [
          {
            requested: `secrets of the store in the init container ${name}: what KubeEdge makes differ by zone are containers that stay`,
            alternative: "read them in a container that stays, or use placement: native",
            at: sourceAt(app.source, "initContainers", index, "secrets"),
          },
        ],
  );
}

/** Elsewhere there is no controller that would make anything of it. */
function otherSites(app: App): readonly Unsupported[] {
  const others = appSites(app).filter(({ profile }) => profile && profile.provisioner.engine !== "kubeedge");
  const [first, ...more] = others;
  if (!first) return [];
  return [
    {
      requested: `an app in groups of nodes at ${first.path}${more.length > 0 ? ` and ${more.length} more` : ""}, whose servers are no nodes of KubeEdge`,
      alternative: "narrow select to sites whose servers are, or use placement: native",
      at: sourceAt(app.source, "placement"),
    },
  ];
}

/** EdgeCore hands containerd empty credentials in place of its own (edge/pkg/taskmanager/actions/imageprepulljob.go at v1.23.1). */
function prefetchWithAccount(app: App): readonly Unsupported[] {
  const closed = app.fleet.spec.registries.flatMap((each) => (typeof each === "string" ? [] : [each.host]));
  return (app.spec.prefetch ?? []).flatMap((image, index) =>
    closed
      .filter((host) => image.startsWith(`${host}/`))
      .map((host) => ({
        requested: `an image of ${host} ahead, which asks for credentials: those of containerd are not used for it`,
        alternative: "let servers send them by a header in hosts.toml of the registry, or leave prefetch out",
        at: sourceAt(app.source, "prefetch", index),
        severity: "warning",
      })),
  );
}

/** The controller finds what it makes by name alone, and takes over what another object has made. */
function sameNames(app: App): readonly Unsupported[] {
  const makers = makersOf(app.fleet);
  const shared = new Map<App, string>();
  for (const { key, name } of namesOnNodes(app)) {
    for (const other of makers.get(key) ?? []) if (other !== app && !shared.has(other)) shared.set(other, name);
  }
  return [...shared].map(([other, name]) => ({
    requested: `a Deployment ${name}, which the app ${other.spec.name} has in the same cluster`,
    alternative: "another name for one of the apps",
    at: sourceAt(app.source, "name"),
  }));
}

/** Apps by the Deployments that they have in clusters with nodes of sites. */
const makersOf = memoizeByIdentity((fleet: Fleet): ReadonlyMap<string, ReadonlySet<App>> => {
  const makers = new Map<string, Set<App>>();
  for (const app of fleet.apps) {
    for (const { key } of namesOnNodes(app)) {
      const known = makers.get(key);
      if (known) known.add(app);
      else makers.set(key, new Set([app]));
    }
  }
  return makers;
});

/** The key is the name with its namespace and cluster. */
function namesOnNodes(app: App): readonly { readonly key: string; readonly name: string }[] {
  const nameAt = ({ name, zone }: Site) =>
    app.spec.placement === "kubeedge" ? childName(app.spec.name, name) : app.objectName(zone.name);
  return appSites(app)
    .filter(({ spec }) => spec.kind === "nodes")
    .map((site) => {
      const name = nameAt(site);
      const cluster = site.parent === "hub" ? site.region.path : site.parent;
      return { key: `${cluster} ${app.namespace} ${name}`, name };
    });
}
