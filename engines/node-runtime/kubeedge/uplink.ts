import { parseAddress } from "../../../model/network.ts";
import type { ParentCluster } from "../../engine.ts";

/** How nodes reach CloudCore on the cluster that they join. */
export interface Uplink {
  /** Name or address of the cluster's endpoint. */
  readonly host: string;
  readonly isAddress: boolean;
}

/**
 * NodePorts of CloudCore. Every server of the hub answers at them, so the hub's virtual address works
 * wherever CloudCore runs; with the host's network only one server would.
 */
export const PORTS = { websocket: 30000, quic: 30001, https: 30002, stream: 30003, tunnel: 30004 } as const;

export function uplinkOf({ endpoint }: Pick<ParentCluster, "endpoint">): Uplink {
  const host = new URL(endpoint).hostname;
  return { host, isAddress: parseAddress(host) !== undefined };
}
