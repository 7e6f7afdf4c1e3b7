import type { Region } from "../../constructs/region.ts";
import { sourceAt } from "../../model/source.ts";
import { suggest } from "../../model/suggest.ts";
import type { FleetRule, Violation } from "../rule.ts";

export const gatewaySite: FleetRule = {
  id: "FLT-HIER-021",
  scope: "fleet",
  severity: "error",
  widest: "region",
  title: "A gateway is one server of its region that is a node of the centre",
  help: "With `reach: gateway` all that the centre does in a region runs on one server there: a site of kind nodes with parent: centre and one server, named by `gateway`. What runs there is pinned to the site, so with two servers nobody knew on which of them the state of the clusters lies. `spareGateway` may name another such site that stands by.",
  bad: `# sites/guangdong/region.yaml
reach: gateway
hub: null
gateway: sz-nanshan-01
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: cluster }]
`,
  good: `# sites/guangdong/region.yaml
reach: gateway
hub: null
gateway: sz-gate-01
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-gate-01, kind: nodes, parent: centre }]
`,
  check(_fleet, { regions }) {
    return regions.flatMap((region) => (region.isBehindGateway ? faults(region) : needless(region)));
  },
};

const keys = ["gateway", "spareGateway"] as const;

function needless(region: Region): readonly Violation[] {
  return keys
    .filter((key) => region.spec[key] !== undefined)
    .map((key) => ({
      message: `region ${region.name} names ${region.spec[key]} as ${key} and has reach: pull, in which nothing runs there`,
      subject: region.path,
      at: sourceAt(region.source, key),
      hint: `set reach: gateway, or take ${key} out`,
    }));
}

function faults(region: Region): readonly Violation[] {
  const { gateway, spareGateway } = region.spec;
  if (gateway === undefined) {
    return [
      {
        message: `region ${region.name} has reach: gateway and names none, expected the nodes site whose server it is`,
        subject: region.path,
        at: sourceAt(region.source, "reach"),
        hint: "add gateway: <site>, a site of the region with kind: nodes, parent: centre and one server; or take reach: pull, which needs none",
      },
    ];
  }
  if (gateway === spareGateway) {
    return [
      {
        message: `${gateway} is gateway and spareGateway of region ${region.name}, expected two servers`,
        subject: region.path,
        at: sourceAt(region.source, "spareGateway"),
        hint: "name another site, or take spareGateway out",
      },
    ];
  }
  return keys.flatMap((key) => {
    const name = region.spec[key];
    const wrong = name === undefined ? undefined : faultOf(region, name);
    return wrong ? [{ subject: region.path, at: sourceAt(region.source, key), ...wrong }] : [];
  });
}

function faultOf(region: Region, name: string): Pick<Violation, "message" | "hint"> | undefined {
  const site = region.sites.find((each) => each.name === name);
  const able = region.sites.filter(({ spec, parent }) => spec.kind === "nodes" && parent === "centre");
  if (!site) {
    const near = suggest(
      name,
      able.map((each) => each.name),
    );
    return {
      message: `no site ${name} in region ${region.name}, expected one of kind nodes with parent: centre`,
      hint: near === undefined ? "add the site, or name one that there is" : `did you mean ${near}?`,
    };
  }
  const { spec, parent, hosts } = site;
  if (spec.kind !== "nodes" || parent !== "centre") {
    const is = spec.kind === "nodes" ? "joins the hub" : "is a cluster of its own";
    return { message: `${name} ${is}, expected kind: nodes with parent: centre`, hint: "name another site" };
  }
  if (hosts.length !== 1) {
    return {
      message: `${name} has ${hosts.length} servers, expected one, which all work is pinned to`,
      hint: "make the others a site of their own, which spareGateway may name",
    };
  }
  if (spec.state === "planned" || spec.state === "retired") {
    return { message: `${name} is ${spec.state}, expected a server that is there`, hint: "name another site" };
  }
  return undefined;
}
