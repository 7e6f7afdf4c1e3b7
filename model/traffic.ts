/** What goes over the network between the parts of a fleet, in words that engines, layers and rules share. */

/** One destination port. */
export interface Port {
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly port: number;
}

/**
 * An end of traffic, by what it is to a site. `manager`: where the work on its cluster is done, which is its hub, the centre or
 * the gateway of its region. `parent`: the cluster that its servers join. `api`: its Kubernetes API. `operator`: whoever runs
 * a file of an operator's folder. `people`: who may log in at its servers.
 */
export const trafficEnds = ["manager", "parent", "servers", "api", "bmc", "operator", "people"] as const;
export type TrafficEnd = (typeof trafficEnds)[number];

/** What an engine makes two ends say to each other. */
export interface EngineTraffic {
  readonly from: TrafficEnd;
  readonly to: TrafficEnd;
  /** Absent for a `bmc`, whose address says it. */
  readonly ports?: readonly Port[];
  /** As the verb of a sentence whose subject is the end that begins: `installs servers`. */
  readonly purpose: string;
}

/** A URL among the inputs of a layer that its pods go to. */
export interface LayerCall {
  /** Name of the input. */
  readonly input: string;
  /** As of an engine: `sends metrics`. */
  readonly purpose: string;
}

export function tcp(...ports: readonly number[]): readonly Port[] {
  return ports.map((port) => ({ protocol: "TCP", port }));
}
