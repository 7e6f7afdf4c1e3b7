import { join } from "node:path";
import { App, Chart } from "cdk8s";
import { describe, expect, test } from "vitest";
import { dryRun } from "../../lab/conformance/dry-run.ts";
import { addFleet } from "../../lab/conformance/emit-fleet.ts";
import { EmittedObjects } from "../../lab/conformance/emitted.ts";
import { rejectionLine } from "../../lab/conformance/report.ts";
import { definitionsOf, installDefinitions } from "../../lab/servers/definitions.ts";
import { Refused } from "../../lab/servers/kube-client.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { addAdmissionPolicies } from "../../profiles/layers/admission/admission.ts";
import { labOfTest } from "./lab-of-test.ts";

const clone = join(import.meta.dirname, "..", "..");
const registry = "registry.panji.example";
const rbac = "rbac.authorization.k8s.io";
const platform = "system:serviceaccount:flux-system:flotilla-platform";
const tenantAccount = "system:serviceaccount:flux-system:flotilla-tenant-retail";
const both = [platform, tenantAccount];
const tenants = [
  { name: "retail", namespaces: ["retail"], owners: ["retail-team"] },
  { name: "telco", namespaces: ["telco", "telco-metering"], owners: ["telco-ran", "telco-operations"] },
];

const policies = (): readonly KubernetesObject[] => {
  const chart = new Chart(new App(), "admission", { disableResourceNameHashes: true });
  addAdmissionPolicies(chart, { action: "deny", registries: [registry], tenants });
  return chart.toJson() as readonly KubernetesObject[];
};

const object = (apiVersion: string, kind: string, rest: object, namespace?: string, labels = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name: "probe", ...(namespace !== undefined && { namespace }), labels },
  ...rest,
});
const namespaceOf = (name: string, tenant?: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: {
    name,
    ...(tenant && { labels: { "flotilla.dev/tenant": tenant, "pod-security.kubernetes.io/enforce": "restricted" } }),
  },
});
const deployment = (image: string, extra: object = {}) =>
  object(
    "apps/v1",
    "Deployment",
    {
      spec: {
        selector: { matchLabels: { a: "b" } },
        template: { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "c", image }], ...extra } },
      },
    },
    "retail",
  );
const policy = (spec: object, namespace = "retail") =>
  object("networking.k8s.io/v1", "NetworkPolicy", { spec: { podSelector: {}, ...spec } }, namespace);
const binding = (subject: object, name: string, namespace?: string) =>
  object(
    `${rbac}/v1`,
    namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
    { roleRef: { apiGroup: rbac, kind: "ClusterRole", name }, subjects: [subject] },
    namespace,
  );
const group = (name: string) => ({ apiGroup: rbac, kind: "Group", name });

const lab = labOfTest({ site: { engines: [], definitions: [] } }, async ({ clusters: { site } }) => {
  await installDefinitions(site, definitionsOf());
  for (const name of ["flux-system", "shop"]) await site.client.apply(namespaceOf(name));
  for (const { name, namespaces } of tenants) {
    for (const each of namespaces) {
      // As a merge: what applies the fleet later names no labels and must not take these away.
      const { apiVersion, kind, metadata } = namespaceOf(each, name);
      await site.client.apply(namespaceOf(each));
      await site.client.merge(
        { apiVersion, kind, name: each, namespace: undefined },
        { metadata: { labels: metadata.labels } },
      );
    }
  }
  for (const user of both) {
    // All rights for both, so that what refuses is a policy and nothing else.
    const name = user.slice(user.lastIndexOf(":") + 1);
    await site.client.apply({
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ kind: "ServiceAccount", namespace: "flux-system", name }],
    } as KubernetesObject);
  }
  for (const each of policies()) await site.client.apply(each);
  // The API server reads new policies after a moment.
  await until("the policies are in force", async () =>
    (await answer(platform, deployment("docker.io/evil/a:1.0.0"))).includes("FLT-SEC-006"),
  );
});

/** What the API server says to a dry run as somebody; empty when it takes it. */
async function answer(as: string, probe: KubernetesObject): Promise<string> {
  try {
    await lab().clusters.site.client.apply(probe, { dryRun: true, as });
    return "";
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

describe("The API server refuses the tenant's account and the platform's alike", () => {
  const open = { ingress: [{}] };
  test.each<[string, KubernetesObject, string]>([
    ["an image from elsewhere", deployment("docker.io/evil/a:1.0.0"), "FLT-SEC-006"],
    ["an image of a registry whose name begins alike", deployment(`${registry}.evil.example/a:1.0.0`), "FLT-SEC-006"],
    [
      "a first step from elsewhere",
      deployment(`${registry}/a:1.0.0`, { initContainers: [{ name: "i", image: "evil/a:1" }] }),
      "FLT-SEC-006",
    ],
    ["a network policy for everybody", policy(open), "FLT-SEC-047"],
    ["one for all namespaces", policy({ ingress: [{ from: [{ namespaceSelector: {} }] }] }), "FLT-SEC-047"],
    ["one for every address", policy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] }), "FLT-SEC-047"],
    [
      "one for another tenant",
      policy({
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "telco" } } }] }],
      }),
      "FLT-SEC-047",
    ],
    ["rights for everybody", binding(group("system:authenticated"), "view"), "FLT-SEC-040"],
    ["rights for a tenant in kube-system", binding(group("retail-team"), "admin", "kube-system"), "FLT-SEC-041"],
    [
      "rights for a tenant in flux-system",
      binding({ kind: "ServiceAccount", namespace: "retail", name: "x" }, "edit", "flux-system"),
      "FLT-SEC-041",
    ],
    [
      "rights for a tenant's account everywhere",
      binding({ kind: "ServiceAccount", namespace: "flux-system", name: "flotilla-tenant-retail" }, "view"),
      "FLT-SEC-041",
    ],
    [
      "rights for a tenant's pods by their group",
      binding(group("system:serviceaccounts:retail"), "view"),
      "FLT-SEC-041",
    ],
    [
      "a label that raises view",
      object(
        `${rbac}/v1`,
        "ClusterRole",
        { rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }] },
        undefined,
        { [`${rbac}/aggregate-to-view`]: "true" },
      ),
      "FLT-SEC-042",
    ],
    [
      "a looser level on a tenant's namespace",
      {
        ...namespaceOf("retail"),
        metadata: { name: "retail", labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
      },
      "FLT-SEC-044",
    ],
  ])("%s", async (_, probe, code) => {
    for (const as of both) {
      const said = await answer(as, probe);
      // RBAC itself keeps a tenant's account off some of these in the field; here only the policies do, or fences.
      expect(said, as).toMatch(as === tenantAccount ? new RegExp(`${code}|FLT-SEC-017`) : code);
    }
  });
});

describe("A tenant's account writes no fence, and the platform's does", () => {
  const closed = { policyTypes: ["Ingress"], ingress: [{ from: [{ podSelector: {} }] }] };
  test.each<[string, KubernetesObject]>([
    ["a network policy", policy(closed)],
    ["a quota", object("v1", "ResourceQuota", { spec: { hard: { pods: "1" } } }, "retail")],
    ["a role", object(`${rbac}/v1`, "Role", { rules: [] }, "retail")],
    ["a binding", binding(group("retail-team"), "view", "retail")],
    ["a service account", object("v1", "ServiceAccount", {}, "retail")],
  ])("%s", async (_, probe) => {
    expect(await answer(tenantAccount, probe)).toContain("FLT-SEC-017");
    expect(await answer("system:serviceaccount:retail:worker", probe)).not.toBe("");
    expect(await answer(platform, probe)).toBe("");
  });
});

describe("Nothing locks a cluster out of itself", () => {
  test.each<[string, KubernetesObject]>([
    [
      "pods of any image outside of tenants' namespaces",
      { ...deployment("docker.io/a/b:1.0.0"), metadata: { name: "probe", namespace: "kube-system" } },
    ],
    [
      "pods of the delivery agent",
      { ...deployment("docker.io/a/b:1.0.0"), metadata: { name: "probe", namespace: "flux-system" } },
    ],
    [
      "bindings of the platform's accounts",
      binding({ kind: "ServiceAccount", namespace: "kube-system", name: "cilium" }, "view"),
    ],
    [
      "roles of other kinds that are shown to readers",
      object(
        `${rbac}/v1`,
        "ClusterRole",
        { rules: [{ apiGroups: ["cert-manager.io"], resources: ["*"], verbs: ["*"] }] },
        undefined,
        { [`${rbac}/aggregate-to-view`]: "true" },
      ),
    ],
    ["a tenant's app from the fleet's registries", deployment(`${registry}/retail/checkout:2.4.1`)],
  ])("%s pass", async (_, probe) => {
    expect(await answer(platform, probe)).toBe("");
  });

  test("whoever is in system:masters mends what a policy refuses", async () => {
    await lab().clusters.site.client.apply(binding(group("system:authenticated"), "view"), { dryRun: true });
  });
});

test("With the policies in place the API server accepts everything that the sample fleet emits", async () => {
  const emitted = new EmittedObjects();
  addFleet(clone, emitted);
  const results = await dryRun(lab().clusters.site, emitted.all);
  expect(results.filter(({ rejection }) => rejection !== undefined).map(rejectionLine)).toEqual([]);
  expect(results.length).toBeGreaterThan(1000);
});
