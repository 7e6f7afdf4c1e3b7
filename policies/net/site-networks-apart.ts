import type { Site } from "../../constructs/site.ts";
import { type Cidr, formatAddress, overlaps } from "../../model/network.ts";
import { place } from "../place.ts";
import type { SiteRule } from "../rule.ts";
import { requireCidr, siteAddresses } from "./address-plan.ts";

/** What a distribution uses when the site names none (k3s --cluster-cidr, --service-cidr; kubeadm serviceSubnet). */
const usual: Readonly<Record<string, { readonly pods?: Cidr; readonly services: Cidr } | undefined>> = {
  k3s: { pods: requireCidr("10.42.0.0/16"), services: requireCidr("10.43.0.0/16") },
  kubeadm: { services: requireCidr("10.96.0.0/12") },
};

export const siteNetworksApart: SiteRule = {
  id: "FLT-NET-005",
  scope: "site",
  severity: "error",
  title: "Nodes, pods and services of a site have networks of their own",
  help: "Two of the three overlap, also counting the network that the distribution takes by itself when the site names none. Traffic to the shared addresses goes to whichever of them the server looks at first.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, pods: 10.244.0.0/16, services: 10.244.128.0/20 }
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: 10.44.12.0/26, pods: 10.244.0.0/16, services: 10.96.0.0/16 }
`,
  check(site, context) {
    if (site.spec.kind !== "cluster") return [];
    const { nodes, pods, services } = siteAddresses(site, context);
    const assumed = usual[site.profile?.kubernetes.distribution ?? ""];
    const networks = [
      { key: "nodes", network: nodes },
      { key: "pods", network: pods ?? assumed?.pods },
      { key: "services", network: services ?? assumed?.services },
    ] as const;
    return pairs.flatMap(([one, two]) => {
      const [a, b] = [networks[one], networks[two]];
      if (!a.network || !b.network || !overlaps(a.network, b.network)) return [];
      const given = site.spec.network[b.key] !== undefined;
      return [
        {
          message: `${nameOf(site, b.key, b.network)} overlaps ${nameOf(site, a.key, a.network)}`,
          at: given ? place(site.source, "network", b.key) : place(site.source, "network"),
          hint: given ? `choose another network for ${b.key}` : `set network.${b.key} of the site`,
        },
      ];
    });
  },
};

const pairs = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

function nameOf(site: Site, key: "nodes" | "pods" | "services", network: Cidr): string {
  const given = site.spec.network[key];
  return given ? `${key} ${given}` : `the usual ${key} ${formatAddress(network.first)}/${network.prefix}`;
}
