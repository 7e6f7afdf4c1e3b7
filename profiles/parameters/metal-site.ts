import { z } from "zod";
import { hostName } from "../../model/scalars.ts";
import { clusterSiteParameters } from "./cluster-site.ts";

/** Parameters of clusters whose servers the hub installs over their BMC. */
export const metalSiteParameters = clusterSiteParameters.extend({
  releasedHosts: z
    .array(hostName)
    .default([])
    .describe(
      "Servers that leave the site, by name: step one of their removal takes their machines and their protection away, step two is to remove the hosts.",
    ),
});
