/** What an app asks for that an EdgeApplication cannot carry. */

import type { App } from "../../../constructs/app.ts";
import type { Site } from "../../../constructs/site.ts";
import { type Source, within } from "../../../model/source.ts";
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
    ...claims(app),
    ...initSecrets(app),
    ...otherSites(app),
    ...sameNames(app),
    ...unsupportedByTemplates(app, "groups of nodes"),
  ];
}

function job(app: App): readonly Unsupported[] {
  if (app.spec.kind !== "job") return [];
  return [
    {
      requested: "a job in groups of nodes: KubeEdge makes one Deployment a group, and no Job in any",
      alternative: "use placement: native, which makes a Job or a CronJob a zone",
      at: at(app, "kind"),
    },
  ];
}

function federated(app: App): readonly Unsupported[] {
  if (app.spec.federate === undefined) return [];
  return [
    {
      requested: "an app in groups of nodes that the centre hands out: each hub has groups of its own",
      alternative: "leave federate out, or use placement: native",
      at: at(app, "federate"),
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
      at: at(app, "after"),
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
    at: at(app, ...steps),
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
            at: at(app, "volumes", index, "size"),
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
            at: at(app, "initContainers", index, "secrets"),
          },
        ],
  );
}

/** Elsewhere there is no controller that would make anything of it. */
function otherSites(app: App): readonly Unsupported[] {
  const others = selectedSites(app).filter(({ profile }) => profile && profile.provisioner.engine !== "kubeedge");
  const [first, ...more] = others;
  if (!first) return [];
  return [
    {
      requested: `an app in groups of nodes at ${first.path}${more.length > 0 ? ` and ${more.length} more` : ""}, whose servers are no nodes of KubeEdge`,
      alternative: "narrow select to sites whose servers are, or use placement: native",
      at: at(app, "placement"),
    },
  ];
}

/** The controller finds what it makes by name alone, and takes over what another object has made. */
function sameNames(app: App): readonly Unsupported[] {
  const own = new Set(selectedSites(app).map(({ name }) => childName(app.spec.name, name)));
  return app.fleet.apps.flatMap((other) => {
    if (other === app || other.namespace !== app.namespace) return [];
    const name = namesOnNodes(other).find((each) => own.has(each));
    if (name === undefined) return [];
    return [
      {
        requested: `a Deployment ${name}, which the app ${other.spec.name} has on the same hub`,
        alternative: "another name for one of the apps",
        at: at(app, "name"),
      },
    ];
  });
}

function namesOnNodes(app: App): readonly string[] {
  const sites = selectedSites(app).filter(({ spec }) => spec.kind === "nodes");
  if (app.spec.placement === "kubeedge") return sites.map(({ name }) => childName(app.spec.name, name));
  return sites.map(({ zone }) => app.objectName(zone.name));
}

function selectedSites(app: App): readonly Site[] {
  return app.fleet.regions.flatMap((region) => region.sites.filter((site) => app.selects(site)));
}

function at({ source }: App, ...steps: readonly (string | number)[]): Source | undefined {
  return source && within(source, ...steps);
}
