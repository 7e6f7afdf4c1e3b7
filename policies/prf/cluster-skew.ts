import { sourceAt } from "../../model/source.ts";
import { minorsAhead, parseVersion } from "../../model/version.ts";
import { pluralize } from "../pluralize.ts";
import type { SiteRule } from "../rule.ts";

/** Minor versions that a site may be ahead of its hub. */
const most = 1;

export const clusterSkew: SiteRule = {
  id: "FLT-PRF-006",
  scope: "site",
  severity: "warning",
  title: "A cluster is not far ahead of its hub",
  help: "The hub goes first: its operators and the tools of the region are tried with its own version and the one after it. A site two minor versions ahead is beyond what anybody in the region has run.",
  bad: `# profiles/region-hub/1.0.0.ts
profile: region-hub@1.0.0
kubernetes: { distribution: kubeadm, version: 1.30.4 }
---
# profiles/edge-k3s/1.0.0.ts
profile: edge-k3s@1.0.0
kubernetes: { distribution: k3s, version: 1.33.2 }
`,
  good: `# profiles/region-hub/1.0.0.ts
profile: region-hub@1.0.0
kubernetes: { distribution: kubeadm, version: 1.33.4 }
---
# profiles/edge-k3s/1.0.0.ts
profile: edge-k3s@1.0.0
kubernetes: { distribution: k3s, version: 1.33.2 }
`,
  check(site) {
    const { profile } = site;
    const hub = site.region.hub?.profile;
    const own = profile && parseVersion(profile.kubernetes.version);
    const server = hub && parseVersion(hub.kubernetes.version);
    if (site.spec.kind !== "cluster" || !own || !server || minorsAhead(own, server) <= most) return [];
    return [
      {
        message: `Kubernetes ${profile.kubernetes.version} of ${site.reference} is ${pluralize(minorsAhead(own, server), "minor version")} ahead of the hub's ${hub.kubernetes.version}, expected at most ${most}`,
        at: sourceAt(site.source, "profile"),
        hint: "move the hub first",
      },
    ];
  },
};
