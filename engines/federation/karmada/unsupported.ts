import type { App } from "../../../constructs/app.ts";
import { firstNames } from "../../../model/first-names.ts";
import { within } from "../../../model/source.ts";
import type { FederatedApp, FederationScope } from "../../federation-engine.ts";
import type { Unsupported } from "../../unsupported.ts";

export function unsupportedByKarmada(scope: FederationScope): readonly Unsupported[] {
  return [...hooks(scope), ...scope.apps.flatMap((each) => [...strangers(each), ...beyond(each), ...claims(each)])];
}

function hooks({ delivery, members }: FederationScope): readonly Unsupported[] {
  if (members.length === 0 || (!delivery.hooksAtEachSync && delivery.remoteAccess)) return [];
  return [
    {
      requested: `delivery of the centre by ${delivery.name}, which runs the hooks of a chart at each sync: Karmada's makes all its certificates anew, and no member would trust it any more`,
      alternative:
        "deliver the centre by an engine that runs them when a chart is installed: centre.delivery in sites/fleet.yaml",
    },
  ];
}

function strangers({ app, strangers: regions }: FederatedApp): readonly Unsupported[] {
  if (regions.length === 0) return [];
  return [
    {
      requested: `federate to regions whose hubs are no members: ${firstNames(regions)}`,
      alternative: "give each a hub with federation.clusterId in its region.yaml, or take it out",
      subject: app.path,
      at: at(app, "federate", "regions"),
    },
  ];
}

/** Members are hubs: what pulls from Git by itself is out of their reach. */
function beyond({ app, beyond: sites }: FederatedApp): readonly Unsupported[] {
  if (sites.length === 0) return [];
  return [
    {
      requested: `federate for sites that are no nodes of a member's hub: ${firstNames(sites.map(({ name }) => name))}`,
      alternative:
        "narrow `select` to sites of kind nodes, or make another app without federate for the others: they pull from Git themselves",
      subject: app.path,
      at: at(app, "federate"),
    },
  ];
}

function claims({ app }: FederatedApp): readonly Unsupported[] {
  return (app.spec.volumes ?? []).flatMap(({ name, size }, index) =>
    size === undefined
      ? []
      : [
          {
            requested: `federate with the volume ${name}, whose claim would be deleted with its data as soon as a region leaves`,
            alternative:
              "leave federate out, so that the region's own repository keeps the claim, or make it an emptyDir",
            subject: app.path,
            at: at(app, "volumes", index),
          },
        ],
  );
}

function at(app: App, ...steps: readonly (string | number)[]) {
  return app.source && within(app.source, ...steps);
}
