import { sourceAt } from "../../model/source.ts";
import { minorsAhead, parseVersion } from "../../model/version.ts";
import type { NodeRuntimeFacts } from "../engine-facts.ts";
import type { SiteRule } from "../rule.ts";

/** Oldest kubelet that an API server accepts: kubernetes.io/releases/version-skew-policy. */
const oldest = 3;

export const nodeSkew: SiteRule = {
  id: "FLT-PRF-005",
  scope: "site",
  severity: "error",
  title: "Servers of a nodes site fit the Kubernetes version of their hub",
  help: "A kubelet may be up to three minor versions behind its API server and never ahead of it; an edge node runtime works with the versions in its compatibility matrix alone. Outside of that the nodes join and then fail in ways that look like network trouble.",
  bad: `# profiles/region-hub/1.0.0.ts
profile: region-hub@1.0.0
kubernetes: { distribution: kubeadm, version: 1.30.4 }
---
# profiles/edge-kubeedge/1.0.0.ts
profile: edge-kubeedge@1.0.0
kubernetes: { distribution: kubeedge, version: 1.31.4 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: nodes, profile: edge-kubeedge@1.0.0 }]
`,
  good: `# profiles/region-hub/1.0.0.ts
profile: region-hub@1.0.0
kubernetes: { distribution: kubeadm, version: 1.32.9 }
---
# profiles/edge-kubeedge/1.0.0.ts
profile: edge-kubeedge@1.0.0
kubernetes: { distribution: kubeedge, version: 1.31.4 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: nodes, profile: edge-kubeedge@1.0.0 }]
`,
  check(site, { engines }) {
    const { profile, region } = site;
    const parent = site.parent === "hub" ? region.hub : region.fleet.centre;
    if (!parent) return [];
    const where = `the ${site.parent}`;
    const { profile: hub, reference } = parent;
    const kubelet = profile && parseVersion(profile.kubernetes.version);
    const server = hub && parseVersion(hub.kubernetes.version);
    // A profile that makes no nodes is told by FLT-PRF-007.
    if (site.spec.kind !== "nodes" || profile?.siteKind !== "nodes" || !kubelet || !server) return [];
    const ahead = minorsAhead(kubelet, server);
    const problem =
      ahead > 0 || ahead < -oldest
        ? `kubelet ${profile.kubernetes.version} of ${site.reference} does not fit ${where}'s Kubernetes ${hub.kubernetes.version} of ${reference}, expected the same or at most ${oldest} minor versions less`
        : runtimeProblem(
            engines.runtime(profile.provisioner),
            server.minor,
            `${where}'s Kubernetes ${hub.kubernetes.version}`,
          );
    if (problem === undefined) return [];
    return [
      {
        message: problem,
        at: sourceAt(site.source, "profile"),
        hint: `pin a profile for that version, or move ${where} first`,
      },
    ];
  },
};

function runtimeProblem(runtime: NodeRuntimeFacts | undefined, server: number, text: string): string | undefined {
  const range = runtime?.kubernetes;
  if (!range || (server >= range[0] && server <= range[1])) return undefined;
  const name = runtime.fixedVersion?.name ?? runtime.name;
  return `${name} v${runtime.version} does not work with ${text}, expected 1.${range[0]} to 1.${range[1]}`;
}
