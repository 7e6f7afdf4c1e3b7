/** Variables by which a pod is told where it runs and where its peers are. */

/** With `topology`. SITE is known where the site is a cluster of its own; on nodes of another one NODE_NAME tells the server. */
const ofTopology = ["NODE_NAME", "POD_NAME", "POD_IP", "REGION", "ZONE", "SITE"] as const;

/** With `peers`: a name of the cluster's DNS with the addresses of all ready pods of the app in the zone. */
export const PEERS = "PEERS";

interface AskedVariables {
  readonly topology?: boolean | undefined;
  readonly peers?: boolean | undefined;
}

/** Names that an app can give to nothing else. */
export function topologyNames({ topology, peers }: AskedVariables): readonly string[] {
  return [...(topology ? ofTopology : []), ...(peers ? [PEERS] : [])];
}
