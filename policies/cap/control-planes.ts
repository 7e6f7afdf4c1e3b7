import { sourceAt } from "../../model/source.ts";
import { pluralize } from "../pluralize.ts";
import type { SiteRule } from "../rule.ts";

const fitting: ReadonlySet<number> = new Set([1, 3, 5]);

export const controlPlanes: SiteRule = {
  id: "FLT-CAP-001",
  scope: "site",
  severity: "error",
  title: "A cluster has one, three or five control planes",
  help: "A cluster lives as long as a majority of its etcd members. Two members stop as soon as one is lost, so a second control plane makes the cluster weaker; four survive no more than three do. More than five only slow it down.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, vip: 10.44.12.10 }
    hosts: [{ role: control-plane }, { role: control-plane }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    hosts: [{ role: control-plane }, { role: worker }]
`,
  check(site) {
    if (site.spec.kind !== "cluster") return [];
    const count = site.controlPlanes.length;
    if (fitting.has(count)) return [];
    return [
      {
        message: `${pluralize(count, "control plane")} among ${pluralize(site.hosts.length, "server")}, expected 1, 3 or 5`,
        at: sourceAt(site.source, "hosts"),
        hint: count === 0 ? "give a server the role control-plane" : "make one of them a worker, or add a server",
      },
    ];
  },
};
