import type { Host } from "../../constructs/host.ts";
import { bmcTarget, parseBmcAddress } from "../../model/bmc.ts";
import { sourceAt } from "../../model/source.ts";
import { allSites } from "../all-sites.ts";
import { duplicates } from "../duplicates.ts";
import type { FleetRule, Violation } from "../rule.ts";

const identities = [
  { key: "machineId", name: "machine id", of: ({ spec }: Host) => spec.machineId },
  { key: "serial", name: "serial number", of: ({ spec }: Host) => spec.serial?.toLowerCase() },
  { key: "bmc", name: "BMC address", of: bmcOf },
] as const;

/** What the controller is, however its address is spelled. */
function bmcOf({ bmc }: Host): string | undefined {
  if (!bmc) return undefined;
  const parsed = parseBmcAddress(bmc.address);
  return parsed ? bmcTarget(parsed) : bmc.address.toLowerCase();
}

interface Card {
  readonly host: Host;
  readonly mac: string;
  readonly steps: readonly (string | number)[];
}

/** Every MAC address of a host once: the one it boots by may be that of one of its interfaces. */
function cardsOf(host: Host): readonly Card[] {
  const { mac, interfaces = [] } = host.spec;
  const listed = interfaces.flatMap((each, index): readonly Card[] =>
    each.mac === undefined || each.mac === mac || each.type !== "ethernet"
      ? []
      : [{ host, mac: each.mac, steps: ["interfaces", index, "mac"] }],
  );
  return mac === undefined ? listed : [{ host, mac, steps: ["mac"] }, ...listed];
}

export const hardwareIdentity: FleetRule = {
  id: "FLT-NET-009",
  scope: "fleet",
  severity: "error",
  title: "Machine id, serial, MAC and BMC address belong to one server of the fleet",
  help: "A server finds its configuration by its machine id, serial or MAC and boots by its MAC, and provisioning switches it by its BMC. A value that was copied from another server installs, or wipes, the wrong one. Two BMC addresses are the same when they address the same: scheme, usual port, case and a slash at the end do not matter.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    hosts: [{ machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332 }]
  - name: sz-nanshan-02
    hosts: [{ machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332 }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    hosts: [{ machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332 }]
  - name: sz-nanshan-02
    hosts: [{ machineId: 4c4c4544-0051-3110-8052-b4c04f4e3333 }]
`,
  check(fleet, context) {
    const hosts = allSites(fleet, context).flatMap((site) => site.hosts);
    const shared = identities.flatMap(({ key, name, of }) =>
      duplicates(hosts, of).map(({ key: value, item, first }) =>
        finding(item, first, `${name} ${(key === "bmc" && item.bmc?.address) || value}`, [key]),
      ),
    );
    const cards = duplicates(hosts.flatMap(cardsOf), ({ mac }) => mac).map(({ item, first }) =>
      finding(item.host, first.host, `MAC address ${item.mac}`, item.steps),
    );
    return [...shared, ...cards];
  },
};

function finding(host: Host, holder: Host, what: string, steps: readonly (string | number)[]): Violation {
  return {
    message: `${what} of ${host.name} is that of ${holder.path}`,
    subject: host.path,
    others: [holder.path],
    at: sourceAt(host.source, ...steps),
    hint: "read the value off the server itself",
  };
}
