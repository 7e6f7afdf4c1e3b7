import type { Hub } from "../../constructs/hub.ts";
import type { Site } from "../../constructs/site.ts";
import { sourceAt } from "../../model/source.ts";
import { minorsAhead, parseVersion } from "../../model/version.ts";
import type { FleetRule, Violation } from "../rule.ts";

/** The first version that serves ValidatingAdmissionPolicies in v1 and has them on (kubernetes.io, feature gate of that name). */
const first = { major: 1, minor: 30, patch: 0 };

export const admissionVersion: FleetRule = {
  id: "FLT-SEC-048",
  scope: "fleet",
  severity: "error",
  widest: "site",
  title: "Policies at the API server need a Kubernetes that has them",
  help: "The layer admission holds tenants to the rules at the API server itself, by ValidatingAdmissionPolicies. Kubernetes before 1.30 does not serve them: the layer would never become ready, and nobody would be held to anything. Pin a profile with a newer Kubernetes, or say `admission: off` for those clusters, so that a reviewer sees what they go without.",
  bad: `# profiles/edge-k3s/1.0.0.ts, its layers
profile: edge-k3s@1.0.0
kubernetes: { distribution: k3s, version: 1.29.4 }
layers: [{ name: cilium, category: cni }, { name: local-path, category: csi }, { name: admission, category: addon }]
`,
  good: `# profiles/edge-k3s/1.0.0.ts, its layers
profile: edge-k3s@1.0.0
kubernetes: { distribution: k3s, version: 1.30.4 }
layers: [{ name: cilium, category: cni }, { name: local-path, category: csi }, { name: admission, category: addon }]
`,
  check(_fleet, { regions }) {
    return regions.flatMap((region) => [
      ...(region.hub ? problems(region.hub) : []),
      ...region.sites.filter(({ spec }) => spec.kind === "cluster").flatMap(problems),
    ]);
  },
};

function problems(target: Hub | Site): readonly Violation[] {
  const { profile, reference, parameters } = target;
  const version = profile && parseVersion(profile.kubernetes.version);
  const isUsed = profile?.layers.some(({ name }) => name === "admission") === true && parameters["admission"] !== "off";
  if (!version || !isUsed || minorsAhead(version, first) >= 0) return [];
  return [
    {
      message: `Kubernetes ${profile.kubernetes.version} of ${reference} has no ValidatingAdmissionPolicies, expected 1.30 or newer for the layer admission`,
      subject: target.path,
      at: sourceAt(target.source, "profile"),
      hint: "pin a profile with a newer Kubernetes, or set the parameter admission: off",
    },
  ];
}
