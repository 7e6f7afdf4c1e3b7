/** Which server of the fleet it is that reports. */

import type { Host } from "../../constructs/host.ts";
import type { HardwareReport } from "./hardware-report.ts";

/** What the fleet knows a server by; at least one of them. */
export interface Identity {
  readonly machineId?: string | undefined;
  /** In lower case, since labels and firmware differ there. */
  readonly serial?: string | undefined;
  /** Of the interface that it boots by. */
  readonly mac?: string | undefined;
}

/** The hosts of a fleet by each of their identities. */
export type IdentityIndex = ReadonlyMap<string, readonly Host[]>;

export type Match =
  | { readonly kind: "known"; readonly host: Host }
  | { readonly kind: "unknown" }
  /** It is like several hosts, or like one of them and unlike it; `conflict` says it in words. */
  | { readonly kind: "ambiguous"; readonly hosts: readonly Host[]; readonly conflict: string };

export function identityOf({ spec, mac }: Pick<Host, "spec" | "mac">): Identity {
  return { machineId: spec.machineId, serial: spec.serial?.toLowerCase(), mac };
}

export function indexIdentities(hosts: Iterable<Host>): IdentityIndex {
  const index = new Map<string, Host[]>();
  for (const host of hosts) {
    for (const key of keysOf(identityOf(host))) {
      const found = index.get(key);
      if (found) found.push(host);
      else index.set(key, [host]);
    }
  }
  return index;
}

/**
 * The host that a report is of. All that the fleet says of its identity must hold: firmware of cheap boards gives one
 * machine id to many, and a card that was changed makes the host's network files wrong.
 */
export function matchIdentity(index: IdentityIndex, report: HardwareReport): Match {
  const { machineId, serial, nics } = report;
  const keys = nics.flatMap(({ mac }) => keysOf({ mac })).concat(keysOf({ machineId, serial: serial?.toLowerCase() }));
  const hosts = [...new Set(keys.flatMap((key) => index.get(key) ?? []))];
  const [host] = hosts;
  if (!host) return { kind: "unknown" };
  if (hosts.length > 1) {
    const conflict = `it is like ${hosts.map(({ path }) => path).join(" and like ")}`;
    return { kind: "ambiguous", hosts, conflict };
  }
  const conflict = conflictWith(identityOf(host), report);
  return conflict === undefined ? { kind: "known", host } : { kind: "ambiguous", hosts, conflict };
}

/** Whether two records are of one server: nothing that both of them say differs. */
export function isSameIdentity(a: Identity, b: Identity): boolean {
  return (["machineId", "serial", "mac"] as const).every(
    (key) => a[key] === undefined || b[key] === undefined || a[key] === b[key],
  );
}

function keysOf({ machineId, serial, mac }: Identity): readonly string[] {
  return [
    ...(machineId === undefined ? [] : [`machineId ${machineId}`]),
    ...(serial === undefined ? [] : [`serial ${serial}`]),
    ...(mac === undefined ? [] : [`mac ${mac}`]),
  ];
}

/** What the host is declared to be and the report does not confirm. */
function conflictWith(declared: Identity, report: HardwareReport): string | undefined {
  const macs = report.nics.map(({ mac }) => mac);
  const differs = (what: string, wanted: string | undefined, found: string | undefined) =>
    wanted === undefined || wanted === found
      ? []
      : [`its ${what} is ${found ?? "not told by its firmware"}, declared is ${wanted}`];
  const conflicts = [
    ...differs("machineId", declared.machineId, report.machineId),
    ...differs("serial", declared.serial, report.serial?.toLowerCase()),
    ...(declared.mac === undefined || macs.includes(declared.mac)
      ? []
      : [`its cards are ${macs.join(", ") || "none"}, declared is ${declared.mac}`]),
  ];
  return conflicts.length === 0 ? undefined : conflicts.join("; ");
}
