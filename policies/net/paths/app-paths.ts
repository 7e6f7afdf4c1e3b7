/** What apps and tenants reach, and who reaches them, zone by zone. */

import type { App, AppInZone } from "../../../constructs/app.ts";
import { exceptions } from "../../../constructs/app-grants.ts";
import { isPutAt } from "../../../constructs/app-sites.ts";
import type { Zone } from "../../../constructs/zone.ts";
import { openPorts } from "../../../model/node-port.ts";
import { type Source, sourceAt } from "../../../model/source.ts";
import { tcp } from "../../../model/traffic.ts";
import { nodePortSource } from "../node-port-source.ts";
import type { DeclaredPath } from "./declared-path.ts";
import type { Endpoint } from "./endpoint.ts";
import type { PathContext } from "./path-context.ts";

/** Of all apps of one zone. */
export function appPaths(context: PathContext, zone: Zone): readonly DeclaredPath[] {
  const apps = context.fleet.apps.filter((app) => !app.isRetired && zone.sites.some((site) => isPutAt(app, site)));
  return [...tenantPaths(context, zone, apps), ...apps.flatMap((app) => ownPaths(context, zone, app))];
}

/** Pods of a tenant's namespace are neighbours. */
function tenantPaths({ fleet }: PathContext, zone: Zone, apps: readonly App[]): readonly DeclaredPath[] {
  const names = new Set(apps.map(({ spec }) => spec.tenant));
  return fleet.spec.tenants.flatMap(({ name }, index) => {
    if (!names.has(name)) return [];
    const tenant = endIn(zone, "tenant", name);
    const source = sourceAt(fleet.source, "tenants", index, "namespaces");
    return [{ from: tenant, to: tenant, ports: [], purpose: "reaches its own pods", source }];
  });
}

function ownPaths({ book }: PathContext, zone: Zone, app: App): readonly DeclaredPath[] {
  const { expose, egress } = app.inZone(zone);
  const end = endIn(zone, "app", `${app.spec.tenant}/${app.spec.name}`);
  const at = (key: "expose" | "egress") => sourceOf(app, zone, key);
  return [
    ...egress.map(({ cidr, ports, protocol }, index) => ({
      from: end,
      to: book.range(cidr, exceptions(cidr)),
      ports: ports.map((port) => ({ protocol, port })),
      purpose: "opens connections",
      source: sourceAt(at("egress"), index),
    })),
    ...openPorts(app.spec).map(({ name, nodePort, protocol }) => ({
      from: endIn(zone, "clients", zone.path),
      to: end,
      ports: [{ protocol, port: nodePort }],
      purpose: "ask servers at a node port",
      source: nodePortSource(app, name),
    })),
    ...(expose
      ? [
          {
            from: endIn(zone, "clients", zone.path),
            to: end,
            ports: tcp(expose.tls ? 443 : 80),
            purpose: `ask for ${expose.hosts.join(", ")}`,
            source: at("expose"),
          },
        ]
      : []),
  ];
}

function endIn({ path, region }: Zone, kind: "tenant" | "app" | "clients", name: string): Endpoint {
  return { kind, name, place: path, regions: [region.name] };
}

/** Of differences of a zone the last one that says something of the field. */
function sourceOf(app: App, zone: Zone, key: keyof AppInZone & ("expose" | "egress")): Source | undefined {
  const difference = app.differencesIn(zone).findLast(({ part }) => part[key] !== undefined);
  return sourceAt(app.source, ...(difference?.steps ?? []), key);
}
