import { type Source, type Step, sourceAt } from "../../model/source.ts";
import type { SiteRule } from "../rule.ts";

interface Scope {
  readonly path: string;
  readonly source: Source | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly step: Step;
}

export const ownNodeLabels: SiteRule = {
  id: "FLT-HIER-023",
  scope: "site",
  severity: "error",
  title: "Labels by which nodes are grouped are nobody's to give",
  help: "A node runtime finds the nodes of a zone by a label, which it gives them itself: `apps.openyurt.io/nodepool` and its like. Another value in a file would be dropped, or put the server into the group of another zone, and taking it away would stop every pod of the zone. Which zone a server is in follows from the file that it stands in.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
nodeLabels: { apps.openyurt.io/nodepool: dongguan }
sites: [{ name: sz-mall-01, kind: nodes, profile: edge-openyurt@1.0.0 }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
nodeLabels: { example.com/line: thin }
sites: [{ name: sz-mall-01, kind: nodes, profile: edge-openyurt@1.0.0 }]
`,
  check(site, { engines }) {
    const settings = site.profile?.provisioner;
    const { name, ownLabels = [] } = (settings && engines.runtime(settings)) ?? {};
    if (ownLabels.length === 0) return [];
    const { zone, hosts } = site;
    const scopes: readonly Scope[] = [
      { path: zone.path, source: zone.source, labels: zone.spec.nodeLabels ?? {}, step: "nodeLabels" },
      { path: site.path, source: site.source, labels: site.spec.nodeLabels ?? {}, step: "nodeLabels" },
      ...hosts.map(({ path, source, spec }) => ({ path, source, labels: spec.labels ?? {}, step: "labels" })),
    ];
    return scopes.flatMap(({ path, source, labels, step }) =>
      ownLabels
        .filter((key) => key in labels)
        .map((key) => ({
          message: `the label ${key} is given by ${name} itself`,
          subject: path,
          at: sourceAt(source, step),
          hint: "leave it out; a server is in the zone whose file it stands in",
        })),
    );
  },
};
