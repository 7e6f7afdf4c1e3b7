import type { Zone } from "../../constructs/zone.ts";
import { bmcTarget, parseBmcAddress } from "../../model/bmc.ts";
import { sourceAt } from "../../model/source.ts";
import type { PoolHost } from "../../model/zone-file.ts";
import { allSites } from "../all-sites.ts";
import type { FleetRule, Violation } from "../rule.ts";

export const poolServers: FleetRule = {
  id: "FLT-NET-022",
  scope: "fleet",
  severity: "error",
  title: "A server of a pool is there once, and no site has it",
  help: "Clusters for a time are installed on servers of a pool, which wipes them. A machine id, serial, MAC or BMC address that a site's server has would install the wrong one, and of two entries with one name nobody knows which is meant.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
pool:
  - { name: sz-pool-1, machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332, arch: arm64, mac: "02:44:0d:00:00:01", disk: auto }
sites: [{ name: sz-nanshan-01, hosts: [{ machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332 }] }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
pool:
  - { name: sz-pool-1, machineId: 4c4c4544-0051-3110-8052-b4c04f4e3333, arch: arm64, mac: "02:44:0d:00:00:01", disk: auto }
sites: [{ name: sz-nanshan-01, hosts: [{ machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332 }] }]
`,
  check(fleet, context) {
    const zones = fleet.regions.flatMap((region) => region.zones).filter(({ spec }) => (spec.pool ?? []).length > 0);
    if (zones.length === 0) return [];
    const holders = new Map<string, string>();
    for (const site of allSites(fleet, context)) {
      // A cluster for a time has its servers from the pool.
      const own = new Set(site.zone.spec.pool?.map(({ name }) => name));
      for (const host of site.hosts)
        if (!own.has(host.name))
          for (const identity of identitiesOf(host.spec)) holders.set(identity.join(" "), host.path);
    }
    return zones.flatMap((zone) => poolViolations(zone, holders));
  },
};

function poolViolations(zone: Zone, holders: Map<string, string>): readonly Violation[] {
  return (zone.spec.pool ?? []).flatMap((server, index) => {
    const path = `${zone.path}/${server.name}`;
    const found = [["name", `${zone.name} ${server.name}`] as const, ...identitiesOf(server)].flatMap(
      ([key, value]): readonly Violation[] => {
        const identity = `${key} ${value}`;
        const holder = holders.get(identity);
        if (holder === undefined) {
          holders.set(identity, path);
          return [];
        }
        return [
          {
            message: `${key} ${key === "name" ? server.name : value} in the pool of ${zone.name} is that of ${holder}`,
            subject: zone.path,
            at: sourceAt(zone.source, "pool", index, key),
            hint: "read the value off the server itself, or take one of the two entries out",
          },
        ];
      },
    );
    return found;
  });
}

type Identified = Pick<PoolHost, "machineId" | "serial" | "mac" | "bmc">;

function identitiesOf({ machineId, serial, mac, bmc }: Identified): readonly (readonly [string, string])[] {
  const address = typeof bmc === "string" ? bmc : bmc?.address;
  const parsed = address === undefined ? undefined : parseBmcAddress(address);
  const given = {
    machineId,
    serial: serial?.toLowerCase(),
    mac,
    bmc: parsed ? bmcTarget(parsed) : address?.toLowerCase(),
  };
  return Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}
