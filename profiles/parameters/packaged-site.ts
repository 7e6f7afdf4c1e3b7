import { clusterSiteParameters } from "./cluster-site.ts";

/** Parameters of clusters whose servers have their system already; their Kubernetes is too old for policies at the API server. */
export const packagedSiteParameters = clusterSiteParameters.omit({ admission: true });
