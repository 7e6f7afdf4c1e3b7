import type { Host } from "../../constructs/host.ts";
import { allSites } from "../all-sites.ts";
import { duplicates } from "../duplicates.ts";
import { place } from "../place.ts";
import type { FleetRule } from "../rule.ts";

const identities = [
  { key: "machineId", name: "machine id", of: ({ spec }: Host) => spec.machineId },
  { key: "mac", name: "MAC address", of: ({ spec }: Host) => spec.mac },
  { key: "bmc", name: "BMC address", of: ({ spec }: Host) => spec.bmc?.toLowerCase() },
] as const;

export const hardwareIdentity: FleetRule = {
  id: "FLT-NET-009",
  scope: "fleet",
  severity: "error",
  title: "Machine id, MAC and BMC address belong to one server of the fleet",
  help: "A server finds its configuration by its machine id and boots by its MAC, and provisioning switches it by its BMC. A value that was copied from another server installs, or wipes, the wrong one.",
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
    return identities.flatMap(({ key, name, of }) =>
      duplicates(hosts, of).map(({ key: value, item, first }) => ({
        message: `${name} ${value} of ${item.name} is that of ${first.path}`,
        subject: item.path,
        others: [first.path],
        at: place(item.source, key),
        hint: "read the value off the server itself",
      })),
    );
  },
};
