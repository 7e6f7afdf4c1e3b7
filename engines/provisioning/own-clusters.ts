/** Of provisioners whose servers are a cluster by themselves. */

import type { NotJoined } from "../unsupported.ts";

/** @param what `a server of Kairos` */
export function joinsNone(what: string): () => NotJoined {
  return () => ({
    cannot: `${what} joins a cluster of its own kind alone, in the pool that owns it`,
    instead: "leave the pool out of the profile, or make it with Cluster API at a cluster that Cluster API makes",
  });
}
