/** What an app asks for that OpenYurt cannot do. */

import type { App } from "../../../constructs/app.ts";
import { appSites } from "../../../constructs/app-sites.ts";
import { sourceAt } from "../../../model/source.ts";
import type { Unsupported } from "../../unsupported.ts";
import { unsupportedByNative } from "../native/unsupported.ts";
import { unsupportedByTemplates } from "../shared-template.ts";
import { unsupportedPrefetch } from "../unsupported-prefetch.ts";

export function unsupportedByOpenYurtPlacement(app: App): readonly Unsupported[] {
  return [
    ...unsupportedByNative(app),
    ...jobs(app),
    ...federated(app),
    ...lostNodes(app),
    ...otherNodes(app),
    ...bySiteLabels(app),
    ...unsupportedByTemplates(app, "pools of nodes"),
    ...unsupportedPrefetch(app),
  ];
}

function jobs(app: App): readonly Unsupported[] {
  if (app.spec.kind !== "job") return [];
  return [
    {
      requested: "a job in pools of nodes: a YurtAppSet makes Deployments and StatefulSets",
      alternative: "use placement: native, which makes a Job or a CronJob a zone",
      at: sourceAt(app.source, "kind"),
    },
  ];
}

function federated(app: App): readonly Unsupported[] {
  if (app.spec.federate === undefined) return [];
  return [
    {
      requested: "an app in pools of nodes that the centre hands out: the pools of each hub are its own",
      alternative: "leave federate out, or use placement: native",
      at: sourceAt(app.source, "federate"),
    },
  ];
}

/** It writes the tolerations of its nodes' pods itself, and panics at one without an end (yurtcoordinator/podbinding at v1.7.0). */
function lostNodes(app: App): readonly Unsupported[] {
  if (app.spec.onNodeLoss === undefined) return [];
  return [
    {
      requested:
        "a word of the app on lost servers in pools of nodes: yurt-manager says how long pods stay, node by node",
      alternative: "leave onNodeLoss out and pin a profile with the autonomy that is wanted, or use placement: native",
      at: sourceAt(app.source, "onNodeLoss"),
    },
  ];
}

/** A pool has the nodes of this runtime alone; at other sites the app would be missing without a word. */
function otherNodes(app: App): readonly Unsupported[] {
  const others = appSites(app).filter(
    ({ spec, profile }) => profile && !(spec.kind === "nodes" && profile.provisioner.engine === "openyurt"),
  );
  const [first] = others;
  if (!first) return [];
  return [
    {
      requested:
        `an app in pools of nodes at ${others.length === 1 ? "a site that is in none" : `${others.length} sites that are in none, such as`} ${first.path}`.replace(
          /none (\S+)$/,
          "none, $1",
        ),
      alternative: "narrow select to zones whose servers are nodes of OpenYurt, or use placement: native",
      at: sourceAt(app.source, "placement"),
    },
  ];
}

/** Which sites of a pool an app takes stands in a difference of the pool, and each difference is part of every pod's hash. */
function bySiteLabels(app: App): readonly Unsupported[] {
  if (app.spec.select.labels === undefined) return [];
  return [
    {
      requested:
        "a selection of sites in pools of nodes: each site that comes or goes replaces the pods of all zones, since OpenYurt keeps one revision for all pools",
      alternative: "select by zones or regions, or use placement: native, where it concerns the one zone",
      at: sourceAt(app.source, "select", "labels"),
      severity: "warning",
    },
  ];
}
