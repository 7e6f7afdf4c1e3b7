import { sourceAt } from "../../model/source.ts";
import type { SiteRule } from "../rule.ts";

export const replicasNeedNodes: SiteRule = {
  id: "FLT-CAP-004",
  scope: "site",
  severity: "warning",
  title: "Replicated storage has more than one server",
  help: "Longhorn keeps copies of a volume on different servers. With one server there is no second place for a copy: it costs memory and processor time there and protects nothing.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    parameters: { storageEngine: longhorn }
    hosts: [{ role: control-plane }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    parameters: { storageEngine: longhorn }
    hosts: [{ role: control-plane }, { role: worker }]
`,
  check(site) {
    if (site.hosts.length > 1 || site.parameters["storageEngine"] !== "longhorn") return [];
    return [
      {
        message: "storageEngine longhorn with 1 server, expected at least 2 or local-path",
        at: site.resolved.origins["storageEngine"]?.source ?? sourceAt(site.source, "hosts"),
        hint: "set storageEngine: local-path for the site, or add a server",
      },
    ];
  },
};
