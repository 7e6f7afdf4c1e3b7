import { privateRanges, widestPrefix } from "../../constructs/app-grants.ts";
import { field, isMapping, mappings, texts } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { isIpv6 } from "../../model/network.ts";
import type { ManifestContext, ManifestRule } from "../rule.ts";
import { tenantOf } from "./tenant-namespaces.ts";

/** Kinds of other programmes that open or close networks past NetworkPolicies. */
const otherKinds = [
  "AdminNetworkPolicy",
  "BaselineAdminNetworkPolicy",
  "CiliumClusterwideNetworkPolicy",
  "CiliumNetworkPolicy",
  "GlobalNetworkPolicy",
];

export const tenantFence: ManifestRule = {
  id: "FLT-SEC-047",
  scope: "manifest",
  severity: "error",
  widest: "site",
  kinds: ["NetworkPolicy", ...otherKinds],
  atApiServer: { by: "flotilla-networks, flotilla-neighbours", where: "in namespaces of tenants" },
  title: "No network policy opens a tenant's fence",
  help: "NetworkPolicies add up: one that lets everybody in makes the closed default of a namespace worthless. In a tenant's namespace a rule names its peers: pods of the namespace, a namespace of the platform by its name, or a range of addresses of a /8 or less (IPv6: a /16, or private), so that no two halves open everything; 0.0.0.0/0 and ::/0 pass with all private ranges in `except`, as an app's `egress` writes them. Policies of Cilium and the like, which pass by all that, are not for layers beside the network's own.",
  bad: `# a layer's object
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: open, namespace: retail }
spec: { podSelector: {}, policyTypes: [Ingress], ingress: [{}] }
`,
  good: `# a layer's object
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: neighbours, namespace: retail }
spec: { podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: {} }] }] }
`,
  check(object, context) {
    if (object.kind !== "NetworkPolicy") {
      return [{ message: "it opens networks where no rule sees it", hint: "write a NetworkPolicy" }];
    }
    const tenant = tenantOf(object.metadata.namespace, context);
    if (tenant === undefined) return [];
    return [
      ...openings(object, "ingress", "from", tenant, context),
      ...openings(object, "egress", "to", tenant, context),
    ].map((message) => ({ message, hint: "name the pods, the namespace or the range of addresses" }));
  },
};

function openings(
  { spec }: KubernetesObject,
  direction: "ingress" | "egress",
  key: "from" | "to",
  tenant: string,
  context: ManifestContext,
): readonly string[] {
  return mappings(field(spec, direction)).flatMap((rule) => {
    const peers = mappings(rule[key]);
    if (peers.length === 0) return [`its ${direction} is open ${key === "from" ? "from" : "to"} everywhere`];
    return peers.flatMap((peer) => {
      const problem = peerProblem(peer, tenant, context);
      return problem === undefined ? [] : [`its ${direction} is open ${key} ${problem}`];
    });
  });
}

function peerProblem(
  { namespaceSelector, podSelector, ipBlock }: Readonly<Record<string, unknown>>,
  tenant: string,
  { tenants }: ManifestContext,
): string | undefined {
  if (isMapping(ipBlock)) {
    return isWide(String(ipBlock["cidr"]), texts(ipBlock["except"])) ? "more addresses than anybody names" : undefined;
  }
  if (!isMapping(namespaceSelector)) return isMapping(podSelector) ? undefined : "everywhere";
  const name = field(namespaceSelector, "matchLabels", "kubernetes.io/metadata.name");
  if (typeof name !== "string") {
    return field(namespaceSelector, "matchLabels", "flotilla.dev/tenant") === tenant
      ? undefined
      : "namespaces that it does not name";
  }
  const owner = tenants.find(({ namespaces }) => namespaces.includes(name))?.name;
  return owner === undefined || owner === tenant ? undefined : `namespace ${name} of tenant ${owner}`;
}

/**
 * By the length of the prefix, so that no range can be split into two that pass. All IPv4 addresses in IPv6 (RFC 4291,
 * 2.5.5.2) are one of /96.
 */
function isWide(cidr: string, except: readonly string[]): boolean {
  const prefix = Number(cidr.slice(cidr.lastIndexOf("/") + 1));
  if (!isIpv6(cidr)) return prefix < widestPrefix.ipv4 && !(prefix === 0 && holdsAll(cidr, except));
  if (/^[0:]*:ffff:/i.test(cidr)) return true;
  const isLocal = /^f[cd][0-9a-f]{2}:/i.test(cidr) && prefix >= 7;
  return prefix < widestPrefix.ipv6 && !isLocal && !(prefix === 0 && holdsAll(cidr, except));
}

/** The internet: what an app's `egress` to every address opens, without private ranges. */
function holdsAll(cidr: string, except: readonly string[]): boolean {
  return privateRanges.filter((each) => isIpv6(each) === isIpv6(cidr)).every((each) => except.includes(each));
}
