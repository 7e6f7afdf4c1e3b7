import type { App } from "../../constructs/app.ts";
import { appSites } from "../../constructs/app-sites.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { openPorts } from "../../model/node-port.ts";
import type { FleetRule } from "../rule.ts";
import { nodePortSource } from "./node-port-source.ts";

export const nodePortStated: FleetRule = {
  id: "FLT-NET-024",
  scope: "fleet",
  severity: "error",
  title: "No two apps of a cluster state one node port",
  help: "A node port is a whole cluster's: the API server refuses the second Service with its number, and that app never becomes ready. Servers that join a hub are one cluster with all others there. Choose another number, or say `nodePort: auto`, and `flotilla allocate` gives one that nobody has.",
  bad: `# apps/retail/checkout.yaml
ports: [{ name: http, port: 8080, nodePort: 31080 }]
---
# apps/retail/loyalty.yaml
ports: [{ name: http, port: 8080, nodePort: 31080 }]
`,
  good: `# apps/retail/checkout.yaml
ports: [{ name: http, port: 8080, nodePort: 31080 }]
---
# apps/retail/loyalty.yaml
ports: [{ name: http, port: 8080, nodePort: 31081 }]
`,
  check(fleet) {
    const asked = fleet.apps
      .filter((app) => !app.isRetired)
      .flatMap((app) => openPorts(app.spec).map((port) => ({ app, ...port })));
    const groups = Map.groupBy(asked, ({ nodePort }) => nodePort);
    return [...groups.values()].flatMap((group) =>
      group.flatMap(({ app, name, nodePort, protocol }, index) => {
        // The API server gives a number to one Service, whose ports may share it by different protocols.
        const other = group
          .slice(0, index)
          .find((each) =>
            each.app === app ? each.protocol === protocol : sharedCluster(fleet, each.app, app) !== undefined,
          );
        if (!other) return [];
        return [
          {
            message: `node port ${nodePort} is that of ${other.app.path} too, and both are put in ${sharedCluster(fleet, other.app, app)}`,
            subject: app.path,
            others: [other.app.path],
            at: nodePortSource(app, name),
            hint: "give one of them another number, or nodePort: auto, which flotilla allocate fills in",
          },
        ];
      }),
    );
  },
};

/** Construct path of a cluster that both apps are put in. */
function sharedCluster(fleet: Fleet, one: App, other: App): string | undefined {
  if (one === other) return one.path;
  const own = new Set(clustersOf(fleet, one));
  return clustersOf(fleet, other).find((each) => own.has(each));
}

function clustersOf({ centre }: Fleet, app: App): readonly string[] {
  return appSites(app).map(({ spec, path, parent, region }) => {
    if (spec.kind === "cluster") return path;
    return parent === "centre" ? centre.path : (region.hub?.path ?? region.path);
  });
}
