/** Policies on the namespaces of tenants: what their pods run, what fences them in, and what opens a fence. */

import { privateRanges, widestPrefix } from "../../../constructs/app-grants.ts";
import { alwaysMovingWords, exactVersion, movingVersion, movingWords } from "../../../model/moving-tags.ts";
import { isIpv6 } from "../../../model/network.ts";
import { tenantLabel } from "../tenants/labels.ts";
import { type AdmissionPolicy, labelIs, rule } from "./admission-policy.ts";
import { callerIsTenant, list, matches, podIn } from "./cel.ts";

/** What lives already stays as it is: only a pod that is new or differs is judged. */
const isUnchanged = `(oldObject != null && variables.pod == (${podIn("oldObject")}))`;

/** A word of a tag, between dots, dashes and underscores. */
const word = (words: readonly string[]) => `(?i)(^|[-_.])(${words.join("|")})([-_.]|$)`;

/** FLT-SEC-006 and FLT-SEC-007. */
export function images(registries: readonly string[]): AdmissionPolicy {
  const containers = ["initContainers", "ephemeralContainers"].map(
    (key) => `(has(variables.pod.${key}) ? variables.pod.${key} : [])`,
  );
  const volumes =
    "(has(variables.pod.volumes) ? variables.pod.volumes : []).filter(v, has(v.image) && has(v.image.reference)).map(v, v.image.reference)";
  const isOwn = `${list(registries.map((each) => `${each}/`))}.exists(r, i.startsWith(r))`;
  const isExact = matches("t", exactVersion);
  const moves = [
    matches("t", word(alwaysMovingWords)),
    `(!${isExact} && (${matches("t", word(movingWords))} || ${matches("t", movingVersion)}))`,
  ].join(" || ");
  return {
    name: "flotilla-images",
    ofTenants: true,
    rules: [
      rule("", ["pods", "pods/ephemeralcontainers", "podtemplates", "replicationcontrollers"]),
      rule("apps", ["daemonsets", "deployments", "replicasets", "statefulsets"]),
      rule("batch", ["cronjobs", "jobs"]),
    ],
    variables: [
      { name: "pod", expression: podIn("object") },
      {
        name: "images",
        expression: `(variables.pod.containers + ${containers.join(" + ")}).map(c, has(c.image) ? c.image : '') + ${volumes}`,
      },
      {
        // A digest can mean nothing else; without a tag it is latest.
        name: "tags",
        expression:
          "variables.images.filter(i, !i.contains('@')).map(i, i.substring(i.lastIndexOf('/') + 1)).map(n, n.contains(':') ? n.substring(n.indexOf(':') + 1) : 'latest')",
      },
    ],
    validations: [
      {
        expression: `variables.images.all(i, ${isOwn}) || ${isUnchanged}`,
        message: `images come from ${registries.join(" or ")} (FLT-SEC-006)`,
      },
      {
        expression: `variables.tags.all(t, !(${moves})) || ${isUnchanged}`,
        message: "images have an exact version or a digest (FLT-SEC-007)",
      },
    ],
  };
}

/** FLT-SEC-017: what fences a namespace in, reaches out of it or deploys into it is the platform's. */
export function fences(): AdmissionPolicy {
  const all = ["CREATE", "UPDATE", "DELETE"] as const;
  const deployment = [
    "argoproj.io",
    "helm.toolkit.fluxcd.io",
    "kustomize.toolkit.fluxcd.io",
    "source.toolkit.fluxcd.io",
  ];
  return {
    name: "flotilla-fences",
    ofTenants: true,
    perNamespace: true,
    rules: [
      rule("", ["limitranges", "resourcequotas", "serviceaccounts"], ...all),
      rule("networking.k8s.io", ["networkpolicies"], ...all),
      rule("cilium.io", ["ciliumnetworkpolicies"], ...all),
      rule("rbac.authorization.k8s.io", ["rolebindings", "roles"], ...all),
      rule("external-secrets.io", ["externalsecrets", "pushsecrets", "secretstores"], ...all),
      ...deployment.map((group) => rule(group, ["*"], ...all)),
    ],
    validations: [
      {
        expression: `!(${callerIsTenant})`,
        message: "what fences a tenant in belongs to the platform (FLT-SEC-017)",
      },
    ],
  };
}

/** FLT-SEC-049. Addresses that live may stay or go, as with upstream's DenyServiceExternalIPs. */
export function services(): AdmissionPolicy {
  const had = "(oldObject != null && has(oldObject.spec.externalIPs) ? oldObject.spec.externalIPs : [])";
  return {
    name: "flotilla-services",
    ofTenants: true,
    rules: [rule("", ["services"])],
    validations: [
      {
        expression: `!has(object.spec.externalIPs) || object.spec.externalIPs.all(a, a in ${had})`,
        message: "a Service of a tenant has no externalIPs (FLT-SEC-049)",
      },
    ],
  };
}

const policiesOfCilium = "object.kind == 'CiliumNetworkPolicy'";
const directions = [
  ["ingress", "from"],
  ["egress", "to"],
] as const;

/** Whether what `problem` says of a peer `p` is true of none, in either direction. */
function everyPeer(problem: string): string {
  return directions
    .map(
      ([direction, key]) =>
        `(!has(object.spec.${direction}) || object.spec.${direction}.all(r, !has(r.${key}) || r.${key}.all(p, !(${problem}))))`,
    )
    .join(" && ");
}

const prefix = "int(p.ipBlock.cidr.substring(p.ipBlock.cidr.lastIndexOf('/') + 1))";

/** Whether a range of addresses is the internet, which passes without private ranges alone. */
function isInternet(family: (range: string) => boolean): string {
  const except = list(privateRanges.filter(family));
  return `(${prefix} == 0 && has(p.ipBlock.except) && ${except}.all(e, e in p.ipBlock.except))`;
}

/** As policies/sec/tenant-fence.ts judges it: by the length of the prefix, and IPv4 inside of IPv6 never passes. */
const wideRange = `p.ipBlock.cidr.contains(':') ? (${[
  matches("p.ipBlock.cidr", "(?i)^[0:]*:ffff:"),
  `(${prefix} < ${widestPrefix.ipv6} && !(${matches("p.ipBlock.cidr", "(?i)^f[cd][0-9a-f]{2}:")} && ${prefix} >= 7) && !${isInternet(isIpv6)})`,
].join(" || ")}) : (${prefix} < ${widestPrefix.ipv4} && !${isInternet((range) => !isIpv6(range))})`;

/** FLT-SEC-047, as far as one object says it. */
export function networks(): AdmissionPolicy {
  const labels = "p.namespaceSelector.matchLabels";
  const own = `namespaceObject.metadata.labels['${tenantLabel}']`;
  const selects = `has(${labels}) && ('kubernetes.io/metadata.name' in ${labels} || ${labelIs(labels, tenantLabel, own)})`;
  const open = `has(p.ipBlock) ? (${wideRange}) : (has(p.namespaceSelector) && !(${selects}))`;
  const named = directions
    .map(
      ([direction, key]) =>
        `(!has(object.spec.${direction}) || object.spec.${direction}.all(r, has(r.${key}) && size(r.${key}) > 0))`,
    )
    .join(" && ");
  return {
    name: "flotilla-networks",
    ofTenants: true,
    rules: [rule("networking.k8s.io", ["networkpolicies"]), rule("cilium.io", ["ciliumnetworkpolicies"])],
    validations: [
      {
        expression: `!(${policiesOfCilium})`,
        message: "networks of a tenant are opened by NetworkPolicies alone (FLT-SEC-047)",
      },
      {
        expression: `${policiesOfCilium} || (${named} && ${everyPeer(open)})`,
        message: "a network policy of a tenant names its peers (FLT-SEC-047)",
      },
    ],
  };
}

/** FLT-SEC-047, as far as it needs to know whose a namespace is. */
export function neighbours(): AdmissionPolicy {
  const labels = "p.namespaceSelector.matchLabels";
  const other = `has(p.namespaceSelector) && has(${labels}) && ${labelIs(labels, "kubernetes.io/metadata.name", "variables.home")}`;
  return {
    name: "flotilla-neighbours",
    ofTenants: true,
    perNamespace: true,
    rules: [rule("networking.k8s.io", ["networkpolicies"])],
    validations: [
      {
        expression: `namespaceObject.metadata.labels['${tenantLabel}'] == variables.tenant || (${everyPeer(other)})`,
        messageExpression:
          "'a network policy opens no way to namespace ' + variables.home + ' of tenant ' + variables.tenant + ' (FLT-SEC-047)'",
      },
    ],
  };
}
