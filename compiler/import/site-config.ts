/** Reader of SiteConfig (ran.openshift.io/v1), the file of a site in OpenShift's zero touch provisioning. */

import type { Format } from "./format.ts";
import { readZtpCluster } from "./ztp.ts";
import { ztpReasons } from "./ztp-reasons.ts";

export const siteConfig: Format = {
  name: "SiteConfig",
  recognises: (document) =>
    document.at("kind").text === "SiteConfig" && /^ran\.openshift\.io\//.test(document.at("apiVersion").text ?? ""),
  read: (document, options) => {
    const common = document.at("spec");
    const parts = common.at("clusters").items.map((cluster, index) => {
      const labels = cluster.at("clusterLabels");
      return readZtpCluster({ cluster, common, labels }, { ...options, firstSite: options.firstSite + index });
    });
    return { sites: parts.flatMap(({ sites }) => sites), defaults: parts.flatMap(({ defaults }) => defaults) };
  },
  reasons: ztpReasons,
};
