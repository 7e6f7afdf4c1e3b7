import { describe, expect, test } from "vitest";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { findings } from "../policies/finding.ts";

const rbac = "rbac.authorization.k8s.io";

/** What one rule says of objects that a layer brings, without layer and name. */
const told = (id: string, ...objects: readonly string[]) =>
  findings(id, objects.join("---\n")).map(({ message }) => message.replace(/^layer \S+ \S+ \S+: /, ""));

const role = (rules: string, { name = "own", labels = "{}", rest = "" } = {}) => `# objects of one cluster
apiVersion: ${rbac}/v1
kind: ClusterRole
metadata: { name: "${name}", labels: ${labels} }
rules: ${rules}
${rest}
`;
const binding = (subject: string, ref: string, namespace?: string, header = "objects of one cluster") => `# ${header}
apiVersion: ${rbac}/v1
kind: ${namespace === undefined ? "ClusterRoleBinding" : "RoleBinding"}
metadata: { name: b${namespace === undefined ? "" : `, namespace: ${namespace}`} }
roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: ${ref} }
subjects: [${subject}]
`;
const group = (name: string) => `{ apiGroup: ${rbac}, kind: Group, name: "${name}" }`;
const account = (namespace: string, name: string) => `{ kind: ServiceAccount, namespace: ${namespace}, name: ${name} }`;

describe("Rights for callers that nobody chose are refused", () => {
  test.each([
    "system:unauthenticated",
    "system:authenticated",
    "system:serviceaccounts",
    "system:masters",
    "system:nodes",
  ])("a binding to the group %s", (name) => {
    expect(findings("FLT-SEC-040", binding(group(name), "view"))).toHaveLength(1);
    expect(findings("FLT-SEC-040", binding(group(name), "view", "retail"))).toHaveLength(1);
  });
  test("a binding to the user system:anonymous", () => {
    expect(findings("FLT-SEC-040", binding(`{ kind: User, name: "system:anonymous" }`, "view"))).toHaveLength(1);
  });
  test("but a group, a service account and its name as a user pass", () => {
    for (const subject of [
      group("platform-team"),
      account("observability", "prometheus"),
      `{ kind: User, name: "system:serviceaccount:observability:prometheus" }`,
    ]) {
      expect(findings("FLT-SEC-040", binding(subject, "view"))).toEqual([]);
    }
  });
});

describe("A tenant gets nothing outside its own namespaces", () => {
  const tenant: readonly (readonly [string, string])[] = [
    ["the tenant's people", group("retail-team")],
    ["a service account of the tenant's namespace", account("retail", "worker")],
    ["all service accounts of the tenant's namespace", group("system:serviceaccounts:retail")],
    ["a service account written as a user", `{ kind: User, name: "system:serviceaccount:retail:worker" }`],
    ["the account that reconciles the tenant's apps", account("flux-system", "flotilla-tenant-retail")],
  ];
  test.each(tenant)("admin in kube-system for %s", (_, subject) => {
    expect(findings("FLT-SEC-041", binding(subject, "admin", "kube-system"))).toHaveLength(1);
  });
  test.each(tenant)("edit in flux-system for %s", (_, subject) => {
    expect(findings("FLT-SEC-041", binding(subject, "edit", "flux-system"))).toHaveLength(1);
  });
  test.each(tenant)("a binding for the whole cluster, even to view, for %s", (_, subject) => {
    expect(findings("FLT-SEC-041", binding(subject, "view"))).toHaveLength(1);
  });
  test.each(tenant)("but view, edit and admin in its own namespace pass for %s", (_, subject) => {
    for (const name of ["view", "edit", "admin"])
      expect(findings("FLT-SEC-041", binding(subject, name, "retail"))).toEqual([]);
  });
});

describe("A role is judged by what it grants, not by its name", () => {
  test.each([
    ["everything", "{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }", "do everything"],
    [
      "impersonation",
      "{ apiGroups: [''], resources: [serviceaccounts], verbs: [impersonate] }",
      "become somebody else",
    ],
    [
      "the verb bind",
      `{ apiGroups: [${rbac}], resources: [clusterroles], verbs: [bind] }`,
      "raise roles above its own rights",
    ],
    [
      "the verb escalate",
      `{ apiGroups: [${rbac}], resources: [roles], verbs: [escalate] }`,
      "raise roles above its own rights",
    ],
    [
      "tokens of service accounts",
      "{ apiGroups: [''], resources: [serviceaccounts/token], verbs: [create] }",
      "make tokens of service accounts",
    ],
    [
      "tokens by a wildcard subresource",
      "{ apiGroups: [''], resources: ['*/token'], verbs: ['*'] }",
      "make tokens of service accounts",
    ],
    [
      "the kubelet's proxy",
      "{ apiGroups: [''], resources: [nodes/proxy], verbs: [get] }",
      "run commands in every pod of a server",
    ],
    [
      "writing network policies",
      "{ apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [delete] }",
      "open networks of namespaces",
    ],
    [
      "writing quotas",
      "{ apiGroups: [''], resources: [resourcequotas], verbs: [patch] }",
      "lift the fences of namespaces",
    ],
    [
      "writing Flux objects",
      "{ apiGroups: [kustomize.toolkit.fluxcd.io], resources: [kustomizations], verbs: [create] }",
      "deploy with rights of Flux",
    ],
    [
      "writing references to the secret store",
      "{ apiGroups: [external-secrets.io], resources: [externalsecrets], verbs: [create] }",
      "read any entry of the secret store",
    ],
  ])("%s, bound to a tenant in its own namespace", (_, rule, power) => {
    const [found, ...others] = told("FLT-SEC-041", role(`[${rule}]`), binding(group("retail-team"), "own", "retail"));
    expect(others).toEqual([]);
    expect(found).toContain(power);
  });

  test.each([
    ["reading every secret", "{ apiGroups: [''], resources: [secrets], verbs: [list] }"],
    ["running commands in pods", "{ apiGroups: [''], resources: [pods/exec], verbs: [get] }"],
    ["making pods", "{ apiGroups: [apps], resources: [deployments], verbs: [create] }"],
    ["volumes of servers", "{ apiGroups: [''], resources: [persistentvolumes], verbs: [create] }"],
    [
      "webhooks",
      "{ apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [create] }",
    ],
    ["signing certificates", "{ apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve] }"],
    ["relabelling servers", "{ apiGroups: [''], resources: [nodes], verbs: [patch] }"],
  ])("%s in the whole cluster for an account of a layer that does not declare it", (_, rule) => {
    const objects = (header: string) =>
      [role(`[${rule}]`), binding(account("observability", "agent"), "own", undefined, header)].join("---\n");
    expect(findings("FLT-SEC-043", objects("objects of one cluster"))).toHaveLength(1);
    expect(findings("FLT-SEC-043", objects("objects of a privileged layer"))).toEqual([]);
  });

  test("a role that gathers others by their labels grants what they grant", () => {
    const gathering = role("[]", {
      rest: "aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: of } }] }",
    });
    const part = role("[{ apiGroups: [''], resources: [serviceaccounts], verbs: [impersonate] }]", {
      name: "part",
      labels: "{ part: of }",
    });
    const bound = binding(group("retail-team"), "own", "retail");
    expect(told("FLT-SEC-041", gathering, part, bound)[0]).toContain("become somebody else");
    expect(told("FLT-SEC-041", gathering, bound)).toEqual([]);
  });

  test("a role that nobody can see is not given to a tenant", () => {
    expect(told("FLT-SEC-041", binding(group("retail-team"), "unseen", "retail"))[0]).toContain(
      "no folder of the cluster holds",
    );
  });

  test("work with its own apps is left to a tenant", () => {
    const rules =
      "[{ apiGroups: [apps], resources: [deployments], verbs: [get, create, patch] }, { apiGroups: [''], resources: [pods, pods/exec, secrets], verbs: [get, create] }]";
    expect(told("FLT-SEC-041", role(rules), binding(group("retail-team"), "own", "retail"))).toEqual([]);
  });
});

describe("Nothing raises a role of Kubernetes", () => {
  const secrets = "[{ apiGroups: [''], resources: [secrets], verbs: [get] }]";
  test.each(["view", "edit", "admin"])("by a label that adds secrets to %s", (to) => {
    expect(findings("FLT-SEC-042", role(secrets, { labels: `{ ${rbac}/aggregate-to-${to}: "true" }` }))).toHaveLength(
      1,
    );
  });
  test.each(["view", "cluster-admin", "system:node"])("by another role under the name %s", (name) => {
    expect(findings("FLT-SEC-042", role(secrets, { name }))).toHaveLength(1);
  });
  test("but kinds of one's own may be shown to readers", () => {
    const own = role("[{ apiGroups: [longhorn.io], resources: [volumes], verbs: [get] }]", {
      labels: `{ ${rbac}/aggregate-to-view: "true" }`,
    });
    expect(findings("FLT-SEC-042", own)).toEqual([]);
  });
});

describe("Owners of a tenant are groups of the identity provider", () => {
  const withOwner = (owner: string) => {
    const text = smallFleet()["sites/fleet.yaml"] as string;
    expect(text).toContain("owners: [retail-team]");
    const files = { "sites/fleet.yaml": text.replace("owners: [retail-team]", `owners: ["${owner}"]`) };
    return loadFleet(fleetOnDisk(files), catalogue).diagnostics.map(({ message }) => message);
  };
  const reserved = ["system:unauthenticated", "system:authenticated", "system:masters", "kubeadm:cluster-admins"];
  test.each(reserved)("and %s is none", (owner) => {
    expect(withOwner(owner)).toEqual([
      `tenants.0.owners.0: found "${owner}", expected a group of the identity provider, like retail-team`,
    ]);
  });
  test.each(["retail-team", "oidc:retail team", "CN=Einzelhandel,OU=Köln"])("but %s may be one", (owner) => {
    expect(withOwner(owner)).toEqual([]);
  });
});
