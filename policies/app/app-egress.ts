import { exceptions } from "../../constructs/app-grants.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Host } from "../../constructs/host.ts";
import { parseBmcAddress } from "../../model/bmc.ts";
import { memoizeByIdentity } from "../../model/memo.ts";
import { type Cidr, contains, networkOf, overlaps, parseAddress, parseCidr } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import { addressPlan, type Named } from "../net/address-plan.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule, RuleContext, Violation } from "../rule.ts";

export const appEgress: FleetRule = {
  id: "FLT-APP-002",
  scope: "fleet",
  severity: "error",
  title: "An app reaches what its tenant may reach, and no site's own networks",
  help: "The platform grants each tenant address ranges, as `egress` of the tenant in sites/fleet.yaml; an app opens what it needs of them. Servers, pods, services and BMCs of sites are never among them: other tenants and the keys of the fleet are there. 0.0.0.0/0 is the internet without private ranges; a private range is named by itself.",
  bad: `# sites/fleet.yaml
tenants: [{ name: retail, namespaces: [retail], owners: [retail-team] }]
---
# apps/retail/checkout.yaml
egress: [{ cidr: 203.0.113.0/24, ports: [443] }]
`,
  good: `# sites/fleet.yaml
tenants: [{ name: retail, namespaces: [retail], owners: [retail-team], egress: [203.0.113.0/24] }]
---
# apps/retail/checkout.yaml
egress: [{ cidr: 203.0.113.7/32, ports: [443] }]
`,
  check(fleet, context) {
    return fleet.apps.flatMap((app) => {
      const scopes = [
        { egress: app.spec.egress, steps: ["egress"] },
        ...app.differences.map(({ part: { egress = [] }, steps }) => ({ egress, steps: [...steps, "egress"] })),
      ];
      return scopes.flatMap(({ egress, steps }) =>
        egress.flatMap(({ cidr }, index) => {
          const problem =
            notGranted(cidr, app.tenant?.egress ?? []) ?? ownNetwork(cidr, guardedNetworks(context, fleet));
          const at = sourceAt(app.source, ...steps, index, "cidr");
          return problem ? [{ ...problem, subject: app.path, at }] : [];
        }),
      );
    });
  },
};

function notGranted(cidr: string, granted: readonly string[]): Violation | undefined {
  const wanted = parseCidr(cidr);
  if (wanted && granted.some((each) => isInside(wanted, parseCidr(each)))) return undefined;
  return {
    message: `egress to ${cidr}, which the tenant may not reach; it may reach ${granted.join(", ") || "nothing outside the cluster"}`,
    hint: "ask the platform team to add the range to egress of the tenant in sites/fleet.yaml",
  };
}

function isInside(wanted: Cidr, granted: Cidr | undefined): boolean {
  return granted !== undefined && contains(granted, wanted);
}

function ownNetwork(cidr: string, guarded: readonly Guarded[]): Violation | undefined {
  const wanted = parseCidr(cidr);
  if (!wanted) return undefined;
  const except = exceptions(cidr).flatMap((each) => parseCidr(each) ?? []);
  const hit = guarded.filter(({ value }) => overlaps(wanted, value) && !except.some((each) => contains(each, value)));
  const [first] = hit;
  if (!first) return undefined;
  return {
    message: `egress to ${cidr}, which reaches ${first.what} ${first.text} of ${first.owner}${hit.length > 1 ? ` and ${pluralize(hit.length - 1, "other network")}` : ""}`,
    others: [first.owner],
    hint: "name the addresses that the app needs, outside the networks of sites",
  };
}

interface Guarded extends Named<Cidr> {
  readonly what: string;
  readonly owner: string;
}

/** Networks that no tenant may reach. Equal ranges of pods and services of many sites are one. */
const guardedNetworks = memoizeByIdentity((context: RuleContext, fleet: Fleet): readonly Guarded[] => {
  const known = new Set<string>();
  return addressPlan(fleet, context).sites.flatMap(({ site, nodes, pods, services }) => {
    const own = (what: string, list: readonly Named<Cidr>[]) =>
      list.flatMap(({ text, value }) => {
        if (known.has(text)) return [];
        known.add(text);
        return [{ what, text, value, owner: site.path }];
      });
    return [
      ...own("the servers", nodes),
      ...own("the pods", pods),
      ...own("the services", services),
      ...own("the BMC", site.hosts.flatMap(bmcNetwork)),
    ];
  });
});

function bmcNetwork({ bmc }: Host): readonly Named<Cidr>[] {
  const text = bmc && parseBmcAddress(bmc.address)?.host;
  const address = text === undefined ? undefined : parseAddress(text);
  if (text === undefined || address === undefined) return [];
  return [{ text, value: networkOf(address, typeof address === "number" ? 32 : 128) }];
}
