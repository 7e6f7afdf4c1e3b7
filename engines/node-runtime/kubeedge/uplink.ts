import type { Region } from "../../../constructs/region.ts";
import { parseAddress } from "../../../model/network.ts";

/** How the nodes of a region reach CloudCore on their hub. */
export interface Uplink {
  /** Name or address of the hub's endpoint. */
  readonly host: string;
  readonly isAddress: boolean;
}

/**
 * NodePorts of CloudCore. Every server of the hub answers at them, so the hub's virtual address works
 * wherever CloudCore runs; with the host's network only one server would.
 */
export const PORTS = { websocket: 30000, quic: 30001, https: 30002, stream: 30003, tunnel: 30004 } as const;

export function uplinkOf(region: Region): Uplink {
  const host = new URL(region.spec.hub.endpoint).hostname;
  return { host, isAddress: parseAddress(host) !== undefined };
}
