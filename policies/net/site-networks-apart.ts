import { overlaps } from "../../model/network.ts";
import { place } from "../place.ts";
import type { SiteRule } from "../rule.ts";
import { requireCidr } from "./address-plan.ts";

/** What a distribution uses when the site names none (k3s --cluster-cidr, --service-cidr; kubeadm serviceSubnet). */
const defaults = {
  k3s: { pods: "10.42.0.0/16", services: "10.43.0.0/16" },
  kubeadm: { pods: undefined, services: "10.96.0.0/12" },
  kubeedge: { pods: undefined, services: undefined },
} as const;

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
  check(site) {
    if (site.spec.kind !== "cluster") return [];
    const { nodes, pods, services } = site.spec.network;
    const usual = site.profile && defaults[site.profile.kubernetes.distribution];
    const networks = [
      { key: "nodes", text: nodes, given: true },
      { key: "pods", text: pods ?? usual?.pods, given: pods !== undefined },
      { key: "services", text: services ?? usual?.services, given: services !== undefined },
    ].flatMap(({ text, ...rest }) => (text === undefined ? [] : [{ ...rest, text, network: requireCidr(text) }]));
    return networks.flatMap((network, index) =>
      networks.slice(0, index).flatMap((other) => {
        if (!overlaps(network.network, other.network)) return [];
        const name = network.given ? `${network.key} ${network.text}` : `the usual ${network.key} ${network.text}`;
        return [
          {
            message: `${name} overlaps ${other.given ? "" : "the usual "}${other.key} ${other.text}`,
            at: network.given ? place(site.source, "network", network.key) : place(site.source, "network"),
            hint: network.given
              ? `choose another network for ${network.key}`
              : `set network.${network.key} of the site`,
          },
        ];
      }),
    );
  },
};
