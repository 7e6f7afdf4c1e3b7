/** What a reconciler may be handed by whoever gets past the repositories: one list for `check` and for the API server. */

import {
  account,
  binding,
  clusterRole,
  container,
  cronJob,
  deployment,
  group,
  job,
  own,
  ownPeers,
  ownRights,
  pod,
  podSpec,
  policy,
  raised,
  rbac,
  readers,
  registry,
  role,
  running,
  service,
  user,
  withoutRules,
  worker,
} from "./admission-objects.ts";

export interface AdmissionCase {
  readonly title: string;
  readonly rule: string;
  readonly bad: string;
  /** The same as it should be. */
  readonly good: string;
  /** What the API server says instead of the rule's id. */
  readonly said?: string;
}

const images: readonly AdmissionCase[] = [
  ["an image from elsewhere", deployment(running("docker.io/evil/a:1.0.0")), deployment(own)],
  [
    "an image of a registry whose name begins alike",
    deployment(running(`${registry}.evil.example/a:1.0.0`)),
    deployment(own),
  ],
  ["an image without a registry", pod(running("evil/a:1.0.0")), pod(own)],
  ["an image from elsewhere in a Job", job(running("docker.io/evil/a:1.0.0")), job(own)],
  ["an image from elsewhere in a CronJob", cronJob(running("docker.io/evil/a:1.0.0")), cronJob(own)],
  [
    "a first step from elsewhere",
    pod(podSpec(container(`${registry}/a:1.0.0`), `, initContainers: [${container("docker.io/evil/a:1.0.0", "i")}]`)),
    pod(podSpec(container(`${registry}/a:1.0.0`), `, initContainers: [${container(`${registry}/b:1.0.0`, "i")}]`)),
  ],
  [
    "a volume out of an image from elsewhere",
    pod(podSpec(container(`${registry}/a:1.0.0`), `, volumes: [{ name: v, image: { reference: "evil/a:1.0.0" } }]`)),
    pod(
      podSpec(
        container(`${registry}/a:1.0.0`),
        `, volumes: [{ name: v, image: { reference: "${registry}/b:1.0.0" } }]`,
      ),
    ),
  ],
].map(([title = "", bad = "", good = ""]) => ({ title, rule: "FLT-SEC-006", bad, good }));

const exactImage = deployment(running(`${registry}/retail/a@sha256:${"a1".repeat(32)}`));
const tags: readonly AdmissionCase[] = [
  ["an image without a tag", ""],
  ["the tag latest", ":latest"],
  ["the tag of a line of development", ":stable"],
  ["a tag with a word that moves", ":2.4.1-nightly"],
  ["the tag of a minor version", ":2.4"],
  ["the tag of a major version with a word", ":v2-alpine"],
].map(([title = "", tag = ""]) => ({
  title,
  rule: "FLT-SEC-007",
  bad: deployment(running(`${registry}/retail/a${tag}`)),
  good: exactImage,
}));
const exactTags: readonly AdmissionCase[] = [
  ":2.4.1",
  ":v1.33.10-k3s1",
  ":20261121",
  ":2026-11-21-beta",
  ":RELEASE.2025-01-02",
].map((tag) => ({
  title: `the tag latest, where ${tag} is exact`,
  rule: "FLT-SEC-007",
  bad: deployment(running(`${registry}/retail/a:latest`)),
  good: deployment(running(`${registry}/retail/a${tag}`)),
}));

const networks: readonly AdmissionCase[] = [
  ["a network policy that lets everybody in", "ingress: [{}]"],
  ["a network policy that lets out to everywhere", "policyTypes: [Egress], egress: [{}]"],
  ["a network policy for all namespaces", "ingress: [{ from: [{ namespaceSelector: {} }] }]"],
  [
    "a network policy for namespaces by a label of others",
    "ingress: [{ from: [{ namespaceSelector: { matchLabels: { a: b } } }] }]",
  ],
  [
    "a network policy for every address",
    'policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }]',
  ],
  [
    "a network policy for every IPv6 address",
    'policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: "::/0" } }] }]',
  ],
  [
    "a network policy for another tenant by the name of its namespace",
    "ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: telco } } }] }]",
  ],
  [
    "a network policy for another tenant by its label",
    "ingress: [{ from: [{ namespaceSelector: { matchLabels: { flotilla.dev/tenant: telco } } }] }]",
  ],
].map(([title = "", spec = ""]) => ({ title, rule: "FLT-SEC-047", bad: policy(spec), good: ownPeers }));
const ranges = (...blocks: readonly string[]) =>
  policy(`policyTypes: [Egress], egress: [{ to: [${blocks.map((each) => `{ ipBlock: { ${each} } }`).join(", ")}] }]`);
const privateIpv4 = "except: [10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16]";
const splitRanges: readonly AdmissionCase[] = [
  ["every address in two halves", ranges('cidr: "0.0.0.0/1"', 'cidr: "128.0.0.0/1"')],
  ["every address but a few", ranges('cidr: "0.0.0.0/0", except: [10.0.0.0/8]')],
  ["half of all IPv6 addresses", ranges('cidr: "8000::/1"')],
  ["all public IPv6 addresses", ranges('cidr: "2000::/3"')],
  ["every IPv4 address as one of IPv6", ranges('cidr: "::ffff:0:0/96"')],
].flatMap(([title = "", bad = ""]) =>
  [
    ranges(`cidr: "0.0.0.0/0", ${privateIpv4}`),
    ranges('cidr: "::/0", except: ["fc00::/7", "fe80::/10"]'),
    ranges('cidr: "10.0.0.0/8"', 'cidr: "fd00::/8"', 'cidr: "2001:db8::/32"', 'cidr: "203.0.113.0/24"'),
  ].map((good, index) => ({
    title: `a network policy for ${title}, where ${["the internet", "that of IPv6", "ranges with a name"][index]} passes`,
    rule: "FLT-SEC-047",
    bad,
    good,
  })),
);

const bindings: readonly AdmissionCase[] = [
  ...["system:authenticated", "system:unauthenticated", "system:serviceaccounts", "system:masters", "system:nodes"].map(
    (name) => ({
      title: `rights for the group ${name}`,
      rule: "FLT-SEC-040",
      // Those that hold tenants' accounts are refused by two policies, and the API server names one.
      said: "FLT-SEC-04[01]",
      bad: binding(group(name), "view"),
      good: binding(group("platform-team"), "view"),
    }),
  ),
  {
    title: "rights for nobody that is known",
    rule: "FLT-SEC-040",
    bad: binding(user("system:anonymous"), "view", "shop"),
    good: binding(user("somebody"), "view", "shop"),
  },
  {
    title: "cluster-admin for a tenant in its own namespace",
    rule: "FLT-SEC-011",
    bad: binding(group("retail-team"), "cluster-admin", "retail"),
    good: ownRights,
  },
  // What reconciles a tenant's apps is an account of flux-system, and so in the group of all that live there.
  ...[
    "system:authenticated",
    "system:serviceaccounts",
    "system:serviceaccounts:argocd",
    "system:serviceaccounts:flux-system",
  ].flatMap((name) =>
    [undefined, "kube-system", "retail"].map((namespace) => ({
      title: `rights for the group ${name} ${namespace === undefined ? "in the whole cluster" : `in ${namespace}`}`,
      rule: "FLT-SEC-041",
      said: "FLT-SEC-04[01]",
      bad: binding(group(name), "view", namespace),
      good: binding(account("flux-system", "source-controller"), "view", namespace),
    })),
  ),
  ...(
    [
      ["a tenant's people", group("retail-team")],
      ["an account of a tenant's namespace", account("retail", "worker")],
      ["all accounts of a tenant's namespace", group("system:serviceaccounts:retail")],
      ["an account that is written as a user", user("system:serviceaccount:retail:worker")],
      ["the account that reconciles a tenant's apps", account("flux-system", "flotilla-tenant-retail")],
    ] as const
  ).flatMap(([who, subject]) =>
    [undefined, "kube-system", "flux-system", "telco"].map((namespace) => ({
      title: `rights for ${who} ${namespace === undefined ? "in the whole cluster" : `in ${namespace}`}`,
      rule: "FLT-SEC-041",
      bad: binding(subject, "view", namespace),
      good: binding(subject, "view", "retail"),
    })),
  ),
];

const roles: readonly AdmissionCase[] = [
  ...["view", "edit", "admin"].map((to) => ({
    title: `a label that adds secrets to ${to}`,
    rule: "FLT-SEC-042",
    bad: clusterRole(raised(to), "[{ apiGroups: [''], resources: [secrets], verbs: [get] }]"),
    good: readers,
  })),
  ...(
    [
      ["commands in pods", "{ apiGroups: [''], resources: [pods/exec], verbs: [get] }"],
      ["roles", `{ apiGroups: [${rbac}], resources: [rolebindings], verbs: [create] }`],
      ["references to the secret store", "{ apiGroups: [external-secrets.io], resources: ['*'], verbs: [create] }"],
      ["objects of Flux", "{ apiGroups: [kustomize.toolkit.fluxcd.io], resources: ['*'], verbs: [update] }"],
      ["everything", "{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }"],
    ] as const
  ).map(([what, rule]) => ({
    title: `a label that adds ${what} to edit`,
    rule: "FLT-SEC-042",
    bad: clusterRole(raised("edit"), `[${rule}]`),
    good: readers,
  })),
  {
    title: "another role under the name of one of Kubernetes",
    rule: "FLT-SEC-042",
    bad: clusterRole("{}", "[]", "view"),
    good: clusterRole("{}", "[]"),
  },
  ...["bind", "escalate", "impersonate", "'*'"].map((verb) => ({
    title: `the verb ${verb} in a role of a tenant`,
    rule: "FLT-SEC-012",
    bad: role(`[{ apiGroups: [apps], resources: [deployments], verbs: [${verb}] }]`),
    good: worker,
  })),
  // A list without omitempty (rbac/v1 Rules) is null to an expression where nobody wrote it.
  {
    title: "a label that adds secrets to view, where a role without rules adds nothing",
    rule: "FLT-SEC-042",
    bad: clusterRole(raised("view"), "[{ apiGroups: [''], resources: [secrets], verbs: [get] }]"),
    good: withoutRules(readers),
  },
  {
    title: "the verb bind in a role of a tenant, where a role without rules allows nothing",
    rule: "FLT-SEC-012",
    bad: role("[{ apiGroups: [apps], resources: [deployments], verbs: [bind] }]"),
    good: withoutRules(worker),
  },
  {
    title: "all kinds in a role of a tenant",
    rule: "FLT-SEC-012",
    bad: role("[{ apiGroups: ['*'], resources: ['*'], verbs: [get] }]"),
    good: worker,
  },
];

const services: readonly AdmissionCase[] = ["203.0.113.7", "10.96.0.1", "2001:db8::7"].map((address) => ({
  title: `a Service that takes over ${address}`,
  rule: "FLT-SEC-049",
  bad: service(`, externalIPs: ["${address}"]`),
  good: service(""),
}));

const pods: readonly AdmissionCase[] = [
  ["a privileged pod", pod(own.replace("allowPrivilegeEscalation: false", "privileged: true"))],
  ["a pod on the network of its server", pod(own.replace("{ securityContext", "{ hostNetwork: true, securityContext"))],
  ["a pod with a folder of its server", pod(own.replace(/ \}$/, ", volumes: [{ name: v, hostPath: { path: / } }] }"))],
  ["a pod that may be root", pod(own.replace("runAsNonRoot: true, ", ""))],
  ["a pod with a capability", pod(own.replace("drop: [ALL]", "drop: [ALL], add: [SYS_ADMIN]"))],
  ["a pod without a seccomp profile", pod(own.replace(", seccompProfile: { type: RuntimeDefault }", ""))],
].map(([title = "", bad = ""]) => ({
  title,
  rule: "FLT-SEC-044",
  said: 'violates PodSecurity "restricted',
  bad,
  good: pod(own),
}));

export const admissionCases: readonly AdmissionCase[] = [
  ...images,
  ...tags,
  ...exactTags,
  ...networks,
  ...splitRanges,
  ...bindings,
  ...roles,
  ...services,
  ...pods,
];
