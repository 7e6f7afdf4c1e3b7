/** Reader of ClusterInstance (siteconfig.open-cluster-management.io), SiteConfig's successor. */

import type { Format } from "./format.ts";
import { readZtpCluster } from "./ztp.ts";
import { ztpReasons } from "./ztp-reasons.ts";

export const clusterInstance: Format = {
  name: "ClusterInstance",
  recognises: (document) =>
    document.at("kind").text === "ClusterInstance" &&
    /^siteconfig\.open-cluster-management\.io\//.test(document.at("apiVersion").text ?? ""),
  read: (document, options) => {
    const cluster = document.at("spec");
    return readZtpCluster({ cluster, common: cluster, labels: cluster.at("extraLabels", "ManagedCluster") }, options);
  },
  reasons: ztpReasons,
};
