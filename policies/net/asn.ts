import { sourceAt } from "../../model/source.ts";
import { duplicates } from "../duplicates.ts";
import type { FleetRule } from "../rule.ts";

/** Numbers that nobody on the Internet has: for private use (RFC 6996), and below them for examples (RFC 5398). */
const isPrivate = (asn: number) => (asn >= 64496 && asn <= 65534) || (asn >= 4200000000 && asn <= 4294967294);

export const asn: FleetRule = {
  id: "FLT-NET-010",
  scope: "fleet",
  severity: "error",
  title: "Every region has a private autonomous system number of its own",
  help: "BGP refuses routes that carry the receiver's own number, so two regions of one number never learn each other's. A number outside 64512-65534 and 4200000000-4294967294 (RFC 6996) belongs to somebody on the Internet.",
  bad: `# sites/guangdong/region.yaml
network: { asn: 4134 }
`,
  good: `# sites/guangdong/region.yaml
network: { asn: 64544 }
`,
  check(fleet) {
    const foreign = fleet.regions
      .filter((region) => !isPrivate(region.spec.network.asn))
      .map((region) => ({
        message: `AS ${region.spec.network.asn} of ${region.name} is not private, expected 64512-65534 or 4200000000-4294967294`,
        subject: region.path,
        at: sourceAt(region.source, "network", "asn"),
        hint: "take a free number of the ranges of RFC 6996",
      }));
    const shared = duplicates(fleet.regions, (region) => region.spec.network.asn.toString());
    return [
      ...foreign,
      ...shared.map(({ key, item, first }) => ({
        message: `AS ${key} of ${item.name} is that of ${first.name}, expected one of its own`,
        subject: item.path,
        others: [first.path],
        at: sourceAt(item.source, "network", "asn"),
        hint: "take another free number of the ranges of RFC 6996 for one of the two",
      })),
    ];
  },
};
