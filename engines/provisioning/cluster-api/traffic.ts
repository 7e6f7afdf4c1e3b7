/** What Cluster API says over the network to the clusters that it manages. */

import { type EngineTraffic, tcp } from "../../../model/traffic.ts";

/** Its controllers watch nodes and look after etcd (cluster-api.sigs.k8s.io, controllers/clustercache). */
export const managesCluster: EngineTraffic = {
  from: "manager",
  to: "api",
  ports: tcp(6443),
  purpose: "manages the cluster",
};
