/** Values of a lock that its region's plan would not give: the plan is another one now, or somebody edited the line. */

import type { AddressLine } from "../../model/address-lock-file.ts";
import { numberOf } from "../../model/cut-range.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import {
  type Address,
  type Cidr,
  formatAddress,
  holdsAddress,
  offset,
  parseAddress,
  parseCidr,
} from "../../model/network.ts";
import type { NetworkPlanSpec } from "../../model/network-plan-file.ts";
import { cutOf, plannedNodes } from "../../model/planned-network.ts";
import { type AddressPlaces, addressFinding, allocateCommand, lineOf } from "./address-places.ts";

interface Misfit {
  readonly steps: readonly string[];
  readonly message: string;
  /** What to move; the site when absent. */
  readonly host?: string;
}

export function outsidePlan(
  site: string,
  line: AddressLine,
  plan: NetworkPlanSpec,
  places: AddressPlaces,
): readonly Diagnostic[] {
  return [...misfitNetworks(line, plan), ...misfitAddresses(line)].map(({ steps, message, host }) =>
    addressFinding(
      "address/outside-plan",
      lineOf(places, site, ...steps),
      `${site}: ${message}`,
      `restore the line or the plan from Git; or renumber what is there: ${allocateCommand(places, ` --move ${host ?? site}`)}`,
    ),
  );
}

function misfitNetworks(line: AddressLine, plan: NetworkPlanSpec): readonly Misfit[] {
  const ranges = [
    ["nodes", plannedNodes(plan), line.nodes, plan.nodes, plan.size],
    ...(["pods", "services"] as const).flatMap((field) => {
      const [cut, range] = [cutOf(plan[field]), plan[field]];
      if (!cut || line[field] === undefined || typeof range !== "object" || !("from" in range)) return [];
      return [[field, cut, line[field], range.from, range.size] as const];
    }),
  ] as const;
  const networks = ranges.flatMap(([field, range, given, from, size]): readonly Misfit[] => {
    const texts = [given].flat();
    if (numberOf(range, texts) !== undefined) return [];
    const expected = `/${[size].flat().join(" and /")} out of ${[from].flat().join(" and ")}`;
    return [
      { steps: [field], message: `${field} ${texts.join(", ")}, expected a network of ${expected}, as the plan says` },
    ];
  });
  const { vlan } = line;
  const { vlans } = plan;
  if (vlan === undefined || !vlans || (vlan >= vlans.from && vlan <= vlans.to)) return networks;
  return [
    ...networks,
    { steps: ["vlan"], message: `VLAN ${vlan}, expected one from ${vlans.from} to ${vlans.to}, as the plan says` },
  ];
}

/** Of the node networks of the same line. */
function misfitAddresses({ nodes, vip, ingressVip, hosts }: AddressLine): readonly Misfit[] {
  const networks = [nodes].flat().flatMap((text) => parseCidr(text) ?? []);
  const isInside = (text: string) => {
    const address = parseAddress(text);
    return address !== undefined && networks.some((network) => isUsable(network, address));
  };
  const first = networks[0];
  const expected = first ? `from ${formatAddress(offset(first.first, 1))} on in ${[nodes].flat().join(", ")}` : "";
  const given = [
    [["vip"], vip],
    [["ingressVip"], ingressVip],
    ...Object.entries(hosts).map(([name, address]) => [["hosts", name], address] as const),
  ] as const;
  return given.flatMap(([steps, value]): readonly Misfit[] => {
    const wrong = [value ?? []].flat().filter((text) => !isInside(text));
    if (wrong.length === 0) return [];
    const [, host] = steps;
    return [
      {
        steps,
        message: `${steps.join(" ")} ${wrong.join(", ")}, expected an address ${expected}`,
        ...(host !== undefined && { host }),
      },
    ];
  });
}

/** Neither the network itself nor, in IPv4, the address of all. */
function isUsable({ first, last, prefix }: Cidr, address: Address): boolean {
  const end = typeof last === "number" ? offset(last, -1) : last;
  return holdsAddress({ first: offset(first, 1), last: end, prefix }, address);
}
