import { sourceAt } from "../../model/source.ts";
import type { SiteRule } from "../rule.ts";

export const profileKind: SiteRule = {
  id: "FLT-PRF-007",
  scope: "site",
  severity: "error",
  baseline: "never",
  title: "A site pins a profile for its kind",
  help: "`kind: cluster` is a cluster of its own, `kind: nodes` makes its servers nodes of the hub. A profile is made for one of the two.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: nodes, profile: edge-k3s@1.0.0 }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: nodes, profile: edge-kubeedge@1.0.0 }]
`,
  check(site) {
    const made = site.profile?.siteKind;
    if (made === undefined || made === site.spec.kind) return [];
    const fitting = [...site.region.fleet.catalogue.sites]
      .filter(([, { siteKind }]) => siteKind === site.spec.kind)
      .map(([reference]) => reference);
    return [
      {
        message: `profile ${site.reference} makes kind ${made}, expected one for kind ${site.spec.kind}`,
        at: sourceAt(site.source, "profile"),
        hint:
          fitting.length > 0 ? `pin one of ${fitting.sort().join(", ")}` : `no profile makes kind ${site.spec.kind}`,
      },
    ];
  },
};
