import { ApiObject } from "cdk8s";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { writtenClusters } from "../../compiler/plan/cluster-files.ts";
import { exemptionRows } from "../../compiler/plan/exemptions.ts";
import { objectChanges } from "../../compiler/plan/object-changes.ts";
import { privilegeGrowth } from "../../compiler/plan/privileges.ts";
import { defineLayer } from "../../constructs/profile.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { lostGuards } from "../../policies/sec/guards.ts";
import { compiledRevision } from "../compile-fleet.ts";
import { cluster } from "../evolution/entries.ts";
import { type Evolution, evolve } from "../evolution/evolve.ts";
import { type FleetData, set } from "../evolution/fleet.ts";
import { pinSmall, type SmallLayer, smallProfiles, smallStack } from "../evolution/profiles.ts";
import { exampleFleet } from "../policies/example-fleet.ts";

/** `hostPath: what [constructs]` */
function growth(change: Omit<Evolution, "plan">): readonly string[] {
  const [base, head] = evolve(change).map(compiledRevision);
  if (!base || !head) throw new Error("two versions expected");
  const [before, after] = [base, head].map(({ fleet, rendered }) => ({ fleet, clusters: writtenClusters(rendered) }));
  if (!before || !after) throw new Error("two versions expected");
  const changes = [...head.rendered].flatMap(([name, files]) =>
    objectChanges(name, { files: base.rendered.get(name) ?? new Map(), isWritten: true }, { files, isWritten: true }),
  );
  return privilegeGrowth(before, after, changes).map(
    ({ privilege, what, constructs, sites }) => `${privilege}: ${what} [${constructs.join(", ")}; ${sites}]`,
  );
}

const manifests = (...texts: readonly string[]): SmallLayer =>
  defineLayer({
    name: "grown",
    category: "addon",
    privileged: true,
    inputs: () => ({ texts }),
    render(scope, inputs) {
      for (const [index, text] of inputs.texts.entries()) {
        new ApiObject(scope, `o${index}`, load(text) as ConstructorParameters<typeof ApiObject>[2]);
      }
    },
  });
function memoizeOnce<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const site = "[panji/guangdong/shenzhen/sz-mall-01; 1]";
const undeclared = `all: layer grown: no reason is given ${site}`;

/** What a further layer of one site adds. */
const grownBy = (...texts: readonly string[]) =>
  growth({
    profiles: smallProfiles([...smallStack, manifests(...texts)]),
    from: pinSmall("1.0.0"),
    edit: pinSmall("1.1.0"),
  });

const pod = (name: string, spec: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name}, namespace: kube-system }
spec:
  selector: { matchLabels: { a: b } }
  template: { metadata: { labels: { a: b } }, spec: ${spec} }
`;
const rbac = "rbac.authorization.k8s.io";
const bound = (name: string, rules: string, kind = "ClusterRoleBinding", namespace = "") => [
  `apiVersion: ${rbac}/v1
kind: ClusterRole
metadata: { name: ${name} }
rules: ${rules}
`,
  `apiVersion: ${rbac}/v1
kind: ${kind}
metadata: { name: ${name}${namespace} }
roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: ${name} }
subjects: [{ kind: ServiceAccount, name: ${name}, namespace: kube-system }]
`,
];
const image = "image: registry.panji.example/a:1.0.0";

describe("A right that a layer gains is told in the review, with the clusters that give it", () => {
  const cases: readonly [string, readonly string[], string][] = [
    [
      "the network of servers",
      [pod("network", `{ hostNetwork: true, containers: [{ name: a, ${image} }] }`)],
      "hostNamespaces: DaemonSet/network: the pod has hostNetwork",
    ],
    [
      "a folder of servers",
      [pod("folder", `{ containers: [{ name: a, ${image} }], volumes: [{ name: v, hostPath: { path: /etc } }] }`)],
      "hostPath: DaemonSet/folder: the volume v is the host's /etc",
    ],
    [
      "a privileged container",
      [pod("root", `{ containers: [{ name: a, ${image}, securityContext: { privileged: true } }] }`)],
      "privileged: DaemonSet/root: container a is privileged",
    ],
    [
      "every secret of the cluster",
      bound("secrets", "[{ apiGroups: [''], resources: [secrets], verbs: [list] }]"),
      "clusterRights: ServiceAccount kube-system/secrets may read secrets in the whole cluster",
    ],
    [
      "secrets of one namespace of the platform",
      bound(
        "some-secrets",
        "[{ apiGroups: [''], resources: [secrets], verbs: [list] }]",
        "RoleBinding",
        ", namespace: flux-system",
      ),
      "clusterRights: ServiceAccount kube-system/some-secrets may read secrets in flux-system",
    ],
    [
      "impersonation",
      bound("others", "[{ apiGroups: [''], resources: [users], verbs: [impersonate] }]"),
      "clusterRights: ServiceAccount kube-system/others may become somebody else in the whole cluster",
    ],
    [
      "a webhook on pods",
      [
        `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: agent }
webhooks:
  - name: a.example.com
    rules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
    clientConfig: { service: { name: a, namespace: kube-system } }
    admissionReviewVersions: [v1]
    sideEffects: None
`,
      ],
      "admission: MutatingWebhookConfiguration/agent: it sends objects of others to a service, which may change them (pods)",
    ],
    [
      "a namespace of privileged pods",
      [
        "apiVersion: v1\nkind: Namespace\nmetadata: { name: agents, labels: { pod-security.kubernetes.io/enforce: privileged } }\n",
      ],
      "privileged: Namespace/agents: pods in it may be privileged",
    ],
  ];
  const reconciler = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: more, namespace: flux-system }
spec: { interval: 10m, path: ./more, prune: true, sourceRef: { kind: GitRepository, name: flotilla } }
`;
  // One layer with all of them, since each version of a fleet takes a while.
  const all = memoizeOnce(() => grownBy(...cases.flatMap(([, texts]) => texts), reconciler));

  test.each(cases)("%s", (_, _texts, told) => {
    expect(all()).toContain(`${told} ${site}`);
  });
  test("a reconciler without an account", () => {
    expect(all()).toContain(
      `deployment: Kustomization/more: deploys with the rights of the controller, which are all ${site}`,
    );
  });
  test("a layer that declares anything at all, and nothing besides", () => {
    expect(all()).toContain(undeclared);
    expect(all()).toHaveLength(cases.length + 2);
  });
});

test("A webhook that widens is told by what it sees besides", () => {
  const hook = (resources: string) => `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: agent }
webhooks:
  - name: a.example.com
    rules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [${resources}] }]
    clientConfig: { service: { name: a, namespace: kube-system } }
    admissionReviewVersions: [v1]
    sideEffects: None
`;
  const told = growth({
    profiles: smallProfiles([...smallStack, manifests(hook("pods, secrets"))]),
    from: pinSmall("1.0.0"),
    edit: pinSmall("1.1.0"),
  });
  expect(told.filter((each) => each.startsWith("admission"))).toHaveLength(2);
});

test("A layer whose chart nobody sees is told by what it declares, at every site that gets it", () => {
  const edit = (fleet: FleetData) => set(fleet.site("dg-depot-01"), { parameters: { storageEngine: "longhorn" } });
  const reason = "keeps and mounts volumes on the disks of servers; its chart's pods are not seen here";
  expect(growth({ edit })).toContain(`all: layer longhorn: ${reason} [panji/guangdong/dongguan/dg-depot-01; 1]`);
});

// Everything that a tenant's namespace granted was left out, whoever got it.
test("A right of the platform in a tenant's namespace is told, the tenant's own is not", () => {
  const told = growth({
    edit: (fleet) => set(fleet.site("dg-depot-01"), { parameters: { ingress: "traefik" } }),
  }).filter((each) => each.startsWith("clusterRights") && / in retail /.test(each));
  expect(told).toEqual([
    "clusterRights: ServiceAccount ingress/traefik may read secrets in retail [panji/guangdong/dongguan/dg-depot-01; 1]",
  ]);
});

describe("What gains no right is not told", () => {
  test("a site that comes and is like the others", () => {
    expect(
      growth({
        edit: (fleet) =>
          fleet.zone("shenzhen").sites.push(cluster("sz-mall-02", "10.44.8", { labels: { customer: "mall" } })),
      }),
    ).toEqual([]);
  });
  test("a tenant that comes with an app", () => {
    expect(
      growth({
        edit: ({ fleet }) => fleet.tenants?.push({ name: "media", namespaces: ["media"], owners: ["media-team"] }),
      }),
    ).toEqual([]);
  });
  test("a tenant that goes, with its guards", () => {
    const media = { name: "media", namespaces: ["media"], owners: ["media-team"] };
    const told = growth({
      from: ({ fleet }) => fleet.tenants?.push(media),
      edit: ({ fleet }) => set(fleet, { tenants: fleet.tenants?.filter(({ name }) => name !== "media") }),
    });
    expect(told).toEqual([]);
  });
});

// Neither grants anything by itself, so nothing was told and a review saw a file among many.
describe("A guard that goes or weakens is told, once for all of its kind in a cluster", () => {
  const at = "[panji/guangdong/shenzhen/sz-mall-01; 1]";
  const parameter = (admission: string) =>
    growth({ edit: (fleet) => set(fleet.site("sz-mall-01"), { parameters: { admission } }) });
  test.each([
    ["warn", "admission policies that refuse no longer"],
    ["off", "admission policies that are in force no longer"],
  ])("admission policies with `admission: %s`, and nothing else", (value, what) => {
    const [told, ...more] = parameter(value);
    expect(told).toMatch(/^guard: [^:]+: \d+ \(flotilla-\S+, flotilla-\S+, flotilla-\S+ and \d+ more\) /);
    expect(told).toContain(`guard: ${what}: `);
    expect(told).toContain(at);
    expect(more).toEqual([]);
  });

  const namespace = (name: string, level: string) =>
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}${level === "" ? "" : `, labels: { pod-security.kubernetes.io/enforce: ${level} }`} }\n`;
  const deny = (name: string, of: string, spec: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ${of} }\nspec: { podSelector: {}, ${spec} }\n`;
  const quota = (of: string) =>
    `apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: tenant, namespace: ${of} }\nspec: { hard: { pods: "50" } }\n`;
  const lost = (before: readonly string[], after: readonly string[]) => {
    const read = (texts: readonly string[]) => texts.map((text) => load(text) as KubernetesObject);
    return lostGuards(read(before), read(after));
  };
  const both = "policyTypes: [Ingress, Egress]";
  const policy = (failure: string) =>
    `apiVersion: a/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: p }\nspec: { failurePolicy: ${failure} }\n`;
  const binding =
    "apiVersion: a/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: b }\nspec: { policyName: p, validationActions: [Deny] }\n";
  const there = [namespace("a", "restricted"), namespace("b", "baseline")];

  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      "levels of namespaces",
      there,
      [namespace("a", "baseline"), namespace("b", "")],
      ["namespaces that now admit baseline pods: 1 (a)", "namespaces that now admit privileged pods: 1 (b)"],
    ],
    [
      "a closed default",
      [...there, deny("default-deny", "a", both), deny("default-deny", "b", both)],
      [
        ...there,
        deny("default-deny", "a", "policyTypes: [Ingress]"),
        deny("default-deny", "b", `${both}, ingress: [{}]`),
      ],
      [
        "namespaces that are no longer closed to incoming traffic: 1 (b)",
        "namespaces that are no longer closed to outgoing traffic: 1 (a)",
      ],
    ],
    ["a closed default under another name", [...there, deny("x", "a", both)], [...there, deny("y", "a", both)], []],
    ["a quota", [...there, quota("a"), quota("b")], there, ["namespaces without a ResourceQuota any more: 2 (a, b)"]],
    ["what goes with its namespace", [...there, quota("a"), deny("x", "a", both)], [namespace("b", "baseline")], []],
    [
      "a policy that errors are let pass by",
      [policy("Fail"), binding],
      [policy("Ignore"), binding],
      ["admission policies that refuse no longer: 1 (p)"],
    ],
    [
      "a policy whose binding stays",
      [policy("Fail"), binding],
      [binding],
      ["admission policies that are in force no longer: 1 (p)"],
    ],
    ["what becomes stronger", [namespace("a", "baseline")], [namespace("a", "restricted"), quota("a")], []],
  ])("%s", (_, before, after, told) => {
    expect(lost(before, after)).toEqual(told);
  });
});

describe("Exemptions stand in the review", () => {
  const exemption = (fields: string) => `# sites/exemptions.yaml
exemptions:
  - { rule: FLT-CAP-006, construct: panji/guangdong, reason: the old controller stays, owner: a, ticket: T-1, ${fields} }
`;
  const none = "# sites/fleet.yaml\nname: panji\n";
  const found = [{ code: "FLT-CAP-006", subjects: ["panji/guangdong/shenzhen/sz-nanshan-01"] }];
  const long = exemption("granted: 2026-11-02, expires: 2027-03-31");
  const states = (before: string, after: string, usedBefore = found, usedNow = found) =>
    exemptionRows(
      { fleet: exampleFleet(before).fleet, exempted: usedBefore },
      { fleet: exampleFleet(after).fleet, exempted: usedNow },
      "2026-11-21",
    ).map(({ state, findings }) => `${state} ${findings}`);

  test.each<[string, readonly string[], readonly string[]]>([
    ["one that comes, with what it covers", states(none, long), ["added 1"]],
    ["one that goes", states(long, none), ["removed 1"]],
    ["one that lasts longer", states(exemption("granted: 2026-11-02, expires: 2026-12-31"), long), ["extended 1"]],
    ["one that begins to cover something", states(long, long, []), ["used 1"]],
    ["one that ends soon", states(long, exemption("granted: 2026-11-02, expires: 2026-11-28")), ["ending 1"]],
    ["but none that stands as it stood", states(long, long), []],
  ])("%s", (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});
