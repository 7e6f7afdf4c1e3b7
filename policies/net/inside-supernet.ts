import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import { covers } from "../../model/construct-path.ts";
import { type Cidr, contains } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { none } from "../violation.ts";
import { addressPlan, type Named, ofFamily, type SiteAddresses } from "./address-plan.ts";

export const insideSupernet: FleetRule = {
  id: "FLT-NET-003",
  scope: "fleet",
  severity: "error",
  title: "A site's node network lies inside its region's supernet",
  help: "The hub announces the supernet and nothing else, so a site outside of it cannot be reached from hub or centre.",
  bad: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { nodes: 10.45.12.0/26 } }]
`,
  good: `# sites/guangdong/region.yaml
network: { supernet: 10.44.0.0/16 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { nodes: 10.44.12.0/26 } }]
`,
  check(fleet, context) {
    const { sites, regions } = addressPlan(fleet, context);
    const supernetsOf = new Map(regions.map(({ region, supernets }) => [region, supernets]));
    const found = sites.flatMap(({ site, nodes }): readonly Violation[] => {
      const supernets = supernetsOf.get(site.region) ?? none;
      const outside = nodes.filter(({ value }) => !supernets.some((supernet) => contains(supernet.value, value)));
      return outside.length === 0 ? none : outside.map((each) => finding(site, each, supernets));
    });
    if (found.length < 2) return found;
    // Where every site lies outside, it is the supernet that is wrong.
    const wrong = regions.filter(
      ({ region, supernets }) => region.sites.length > 1 && holdsNone(region, supernets, sites),
    );
    const ofOthers = found.filter(({ subject = "" }) => !wrong.some(({ region }) => covers(region.path, subject)));
    return [...wrong.map(({ region, supernets }) => wrongSupernet(region, supernets)), ...ofOthers];
  },
};

function holdsNone(region: Region, supernets: readonly Named<Cidr>[], sites: readonly SiteAddresses[]): boolean {
  const own = sites.filter(({ site }) => site.region === region);
  const isInside = ({ value }: Named<Cidr>) => supernets.some((supernet) => contains(supernet.value, value));
  return (
    own.length > 1 && supernets.length === 1 && own.every(({ nodes }) => nodes.length > 0 && !nodes.some(isInside))
  );
}

function wrongSupernet({ name, path, sites, source }: Region, supernets: readonly Named<Cidr>[]): Violation {
  const text = supernets.map((each) => each.text).join(", ");
  return {
    message: `supernet ${text} of ${name} holds no node network of its ${pluralize(sites.length, "site")}`,
    subject: path,
    at: sourceAt(source, "network", "supernet"),
    hint: "correct the supernet, or give the sites networks inside of it",
  };
}

function finding(site: Site, { text, value }: Named<Cidr>, supernets: readonly Named<Cidr>[]): Violation {
  const supernet = ofFamily(supernets, value.first);
  return {
    message: supernet
      ? `nodes ${text} lies outside the supernet ${supernet.text} of ${site.region.name}`
      : `nodes ${text} is of another family than the supernet ${supernets.map((each) => each.text).join(", ")} of ${site.region.name}`,
    subject: site.path,
    at: sourceAt(site.source, "network", "nodes"),
    hint: supernet
      ? "choose a network inside the supernet, or move the site to the region that the address belongs to"
      : "give the region a supernet of each family: network.supernet as a pair (IPv4, IPv6)",
  };
}
