import type { Site } from "../../constructs/site.ts";
import { type Cidr, formatCidr, overlaps } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import type { SiteRule } from "../rule.ts";
import { type Named, siteAddresses } from "./address-plan.ts";
import { requireCidr } from "./read-address.ts";

/** What a distribution uses when the site names none (k3s --cluster-cidr, --service-cidr; kubeadm serviceSubnet; eggo cmd/configs.go). */
const usual: Readonly<Record<string, { readonly pods?: Cidr; readonly services: Cidr } | undefined>> = {
  k3s: { pods: requireCidr("10.42.0.0/16"), services: requireCidr("10.43.0.0/16") },
  kubeadm: { services: requireCidr("10.96.0.0/12") },
  packaged: { pods: requireCidr("10.244.0.0/16"), services: requireCidr("10.32.0.0/16") },
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
    const networks = {
      nodes,
      pods: pods.length > 0 ? pods : usualNetworks(assumed?.pods),
      services: services.length > 0 ? services : usualNetworks(assumed?.services),
    };
    return pairs
      .flatMap(([one, other]) =>
        networks[one].flatMap((a) =>
          networks[other].filter((b) => overlaps(a.value, b.value)).map((b) => ({ one, a, other, b })),
        ),
      )
      .map(({ one, a, other, b }) => {
        const given = site.spec.network[other] !== undefined;
        return {
          message: `${nameOf(site, other, b)} overlaps ${nameOf(site, one, a)}`,
          at: given ? sourceAt(site.source, "network", other) : sourceAt(site.source, "network"),
          hint: given
            ? `choose another network for ${other}, outside all supernets`
            : `set network.${other} of the site`,
        };
      });
  },
};

type Key = "nodes" | "pods" | "services";

const pairs: readonly (readonly [Key, Key])[] = [
  ["nodes", "pods"],
  ["nodes", "services"],
  ["pods", "services"],
];

function usualNetworks(network: Cidr | undefined): readonly Named<Cidr>[] {
  return network ? [{ text: formatCidr(network), value: network }] : [];
}

function nameOf(site: Site, key: Key, { text }: Named<Cidr>): string {
  return site.spec.network[key] === undefined ? `the usual ${key} ${text}` : `${key} ${text}`;
}
