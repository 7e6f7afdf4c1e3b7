import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import { sourceAt } from "../../model/source.ts";
import type { EngineFacts } from "../engine-facts.ts";
import type { FleetRule, Violation } from "../rule.ts";

export const gatewayAlone: FleetRule = {
  id: "FLT-HIER-022",
  scope: "fleet",
  severity: "error",
  widest: "region",
  title: "Nothing but its gateway leads into a region behind one",
  help: "`reach: gateway` says that the centre comes to one server of the region and to nothing else. A hub, other nodes of the centre, a BMC and a provisioner that works from a hub all need another way, which is not there: their objects would wait for ever, and whoever reads the files would look for a route. Where there is one, take reach: pull.",
  bad: `# sites/guangdong/region.yaml
reach: gateway
gateway: sz-gate-01
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.gd.panji.example:6443" }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - { name: sz-gate-01, kind: nodes, parent: centre }
  - { name: sz-nanshan-01, profile: edge-metal@1.0.0 }
`,
  good: `# sites/guangdong/region.yaml
reach: gateway
hub: null
gateway: sz-gate-01
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - { name: sz-gate-01, kind: nodes, parent: centre }
  - { name: sz-nanshan-01, profile: edge-eggo@1.0.0 }
`,
  check(_fleet, { regions, engines }) {
    return regions
      .filter(({ isBehindGateway }) => isBehindGateway)
      .flatMap((region) => [...hubOf(region), ...region.sites.flatMap((site) => ofSite(site, engines))]);
  },
};

function hubOf({ hub, name, path, source }: Region): readonly Violation[] {
  if (!hub) return [];
  return [
    {
      message: `region ${name} has a hub beside its gateway, expected one of the two`,
      subject: path,
      at: sourceAt(source, "hub"),
      hint: "take the hub out, or take reach: pull, with which the hub pulls its own repository",
    },
  ];
}

function ofSite(site: Site, engines: EngineFacts): readonly Violation[] {
  const { name, spec, region, profile, path: subject } = site;
  const gateways = [region.spec.gateway, region.spec.spareGateway];
  if (spec.kind === "nodes") {
    if (gateways.includes(name) || spec.state === "retired") return [];
    return [
      {
        message: `${name} has nodes of the ${site.parent} in region ${region.name}, of which only the gateway is one`,
        subject,
        at: sourceAt(site.source, "kind"),
        hint: "make it a cluster, name it as spareGateway, or take reach: pull",
      },
    ];
  }
  const fromHub: readonly Violation[] =
    profile && engines.needsHub(profile.provisioner)
      ? [
          {
            message: `profile ${site.reference} of ${name} installs servers from a hub, and behind a gateway there is none`,
            subject,
            at: sourceAt(site.source, "profile"),
            hint: "pin a profile whose provisioner works over SSH from the gateway, or whose servers install themselves; or take reach: pull with a hub",
          },
        ]
      : [];
  const managed = site.hosts.filter(({ bmc }) => bmc !== undefined);
  return [
    ...fromHub,
    ...managed.map((host) => ({
      message: `${host.name} has a BMC, which nothing reaches from outside of region ${region.name}`,
      subject: host.path,
      at: sourceAt(host.source, "bmc"),
      hint: "take bmc out, or take reach: pull",
    })),
  ];
}
