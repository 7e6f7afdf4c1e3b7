import type { Site } from "../../constructs/site.ts";
import { sourceAt } from "../../model/source.ts";
import type { SiteRule } from "../rule.ts";
import { usesLayer } from "../uses-layer.ts";

/** The layer that brings one. */
const CONTROLLER = "traefik";

export const ingressAddress: SiteRule = {
  id: "FLT-CAP-033",
  scope: "site",
  severity: "error",
  title: "A site with an address for its apps has an ingress controller",
  help: "The address of `network.ingressVip` is the ingress controller's: a Service of its own has it, and one server at a time answers for it. Without the controller nobody does. Sites get one by the parameter `ingress`; in a cluster that somebody else installs, the address is theirs to serve.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, ingressVip: 10.44.12.9 }
`,
  good: `# profiles/edge-k3s/1.0.0.ts, with the ingress controller
profile: edge-k3s@1.0.0
layers:
  - { name: cilium, category: cni }
  - { name: local-path, category: csi }
  - { name: traefik, category: addon, used: true }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, ingressVip: 10.44.12.9 }
`,
  check(site, { engines }) {
    const { ingressVips } = site.network;
    const provisioner = site.profile?.provisioner;
    if (ingressVips.length === 0 || !provisioner || site.spec.kind !== "cluster") return [];
    if (!engines.makesClusters(provisioner) || usesLayer(site, CONTROLLER)) return [];
    return [
      {
        message: `ingressVip ${ingressVips.join(", ")} without an ingress controller, so nobody would answer there`,
        at: sourceAt(site.source, "network", "ingressVip"),
        hint: wayOf(site),
      },
    ];
  },
};

function wayOf({ profile, reference }: Site): string {
  return profile?.layers.some(({ name }) => name === CONTROLLER)
    ? "set the parameter ingress: traefik, or leave ingressVip out"
    : `leave ingressVip out, or pin a profile with an ingress controller: ${reference} has none`;
}
