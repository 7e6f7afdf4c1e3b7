import { sourceAt } from "../../model/source.ts";
import type { SiteRule } from "../rule.ts";

export const nodesAreWorkers: SiteRule = {
  id: "FLT-CAP-002",
  scope: "site",
  severity: "error",
  title: "A nodes site has workers alone",
  help: "The servers of a `kind: nodes` site join the hub's cluster, which has its control plane already, so a control-plane role there would have no effect.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    kind: nodes
    hosts: [{ role: control-plane }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    kind: nodes
    hosts: [{ role: worker }]
`,
  check(site) {
    // Where the profile makes a cluster, the kind is the slip, and FLT-PRF-007 tells it.
    if (site.spec.kind !== "nodes" || site.profile?.siteKind === "cluster") return [];
    return site.hosts
      .filter((host) => host.spec.role !== "worker")
      .map((host) => ({
        message: `${host.name} has the role ${host.spec.role}, expected worker at a nodes site`,
        subject: host.path,
        at: sourceAt(host.source, "role"),
        hint: "set role: worker; the control plane of a nodes site is its hub's",
      }));
  },
};
