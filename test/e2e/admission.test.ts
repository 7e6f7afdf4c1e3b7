import { join } from "node:path";
import { App, Chart } from "cdk8s";
import { load } from "js-yaml";
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
import { admissionCases } from "../faults/admission-cases.ts";
import { fenceCases, kubeadmCases } from "../faults/passing-cases.ts";
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
  addAdmissionPolicies(chart, { action: "deny", registries: [registry] });
  return chart.toJson() as readonly KubernetesObject[];
};

const object = (apiVersion: string, kind: string, rest: object, namespace?: string, labels = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name: "probe", ...(namespace !== undefined && { namespace }), labels },
  ...rest,
});
const namespaceOf = (name: string, tenant?: (typeof tenants)[number]): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: {
    name,
    ...(tenant && {
      labels: { "flotilla.dev/tenant": tenant.name, "pod-security.kubernetes.io/enforce": "restricted" },
      annotations: { "flotilla.dev/owners": tenant.owners.join("\n") },
    }),
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
const binding = (subject: object, name: string, namespace?: string) =>
  object(
    `${rbac}/v1`,
    namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
    { roleRef: { apiGroup: rbac, kind: "ClusterRole", name }, subjects: [subject] },
    namespace,
  );
const group = (name: string) => ({ apiGroup: rbac, kind: "Group", name });

const service = (name: string, externalIPs: readonly string[]): KubernetesObject => ({
  ...object("v1", "Service", { spec: { ports: [{ port: 443 }], externalIPs } }, "retail"),
  metadata: { name, namespace: "retail" },
});

const looser: KubernetesObject = {
  ...namespaceOf("retail"),
  metadata: {
    name: "retail",
    labels: { "flotilla.dev/tenant": "retail", "pod-security.kubernetes.io/enforce": "privileged" },
  },
};

const lab = labOfTest({ site: { engines: [], definitions: [] } }, async ({ clusters: { site } }) => {
  await installDefinitions(site, definitionsOf());
  for (const name of ["flux-system", "shop"]) await site.client.apply(namespaceOf(name));
  for (const tenant of tenants) {
    for (const each of tenant.namespaces) {
      // As a merge: what applies the fleet later names no labels and must not take these away.
      const { apiVersion, kind, metadata } = namespaceOf(each, tenant);
      await site.client.apply(namespaceOf(each));
      await site.client.merge(
        { apiVersion, kind, name: each, namespace: undefined },
        { metadata: { labels: metadata.labels, annotations: metadata.annotations } },
      );
    }
  }
  // All rights for everybody here, so that what refuses is a policy and nothing else.
  const subjects = [
    ...both
      .map((each) => each.slice(each.lastIndexOf(":") + 1))
      .map((name) => ({ kind: "ServiceAccount", namespace: "flux-system", name })),
    { apiGroup: rbac, kind: "User", name: "a-person" },
    group("kubeadm:cluster-admins"),
  ];
  for (const subject of subjects) {
    await site.client.apply({
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name: subject.name },
      roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" },
      subjects: [subject],
    } as KubernetesObject);
  }
  await site.client.apply(service("before-the-policies", ["203.0.113.7"]));
  for (const each of policies()) await site.client.apply(each);
  // The API server reads new policies after a moment, the last one perhaps later than the first.
  await until(
    "the policies are in force",
    async () =>
      (await answer(platform, deployment("docker.io/evil/a:1.0.0"))).includes("FLT-SEC-006") &&
      (await answer(platform, looser)).includes("FLT-SEC-044"),
  );
});

/** What the API server says to a dry run as somebody; empty when it takes it. */
async function answer(as: string, probe: KubernetesObject, group?: string): Promise<string> {
  try {
    await lab().clusters.site.client.apply(probe, { dryRun: true, as, ...(group && { group }) });
    return "";
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

const parsed = (text: string) => load(text) as KubernetesObject;

describe("The API server refuses the tenant's account and the platform's what check refuses, and takes what it takes", () => {
  test.each(admissionCases)("$title ($rule)", async ({ rule, bad, good, said = rule }) => {
    for (const as of both) {
      // RBAC itself keeps a tenant's account off some of these in the field; here only the policies do, or fences.
      expect(await answer(as, parsed(bad)), as).toMatch(
        as === tenantAccount ? new RegExp(`${said}|FLT-SEC-017`) : new RegExp(said),
      );
    }
    expect(await answer(platform, parsed(good))).toBe("");
  });

  test("a looser level on a tenant's namespace (FLT-SEC-044)", async () => {
    for (const as of both) expect(await answer(as, looser), as).toContain("FLT-SEC-044");
  });
});

describe("A tenant's account writes no fence, and the platform's does", () => {
  test.each(fenceCases)("$title", async ({ text }) => {
    for (const as of [tenantAccount, "system:serviceaccount:retail:worker", "system:serviceaccount:telco:worker"]) {
      expect(await answer(as, parsed(text)), as).toMatch(/FLT-SEC-017|cannot patch resource/);
    }
    expect(await answer(platform, parsed(text))).toBe("");
  });
  test("nor does one of its people", async () => {
    const text = fenceCases[0]?.text ?? "";
    expect(await answer("a-person", parsed(text), "retail-team")).toContain("FLT-SEC-017");
    expect(await answer("a-person", parsed(text), "platform-team")).toBe("");
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

describe("kubeadm creates what it needs with its own admin.conf, and nobody else does", () => {
  test.each(kubeadmCases)("$title", async ({ text }) => {
    expect(await answer("kubernetes-admin", parsed(text), "kubeadm:cluster-admins")).toBe("");
    expect(await answer(platform, parsed(text))).toMatch(/FLT-SEC-04[02]/);
  });
});

test("A binding that lives may be written again by whoever applies it, and gets nobody else", async () => {
  const living = binding({ apiGroup: rbac, kind: "User", name: "system:anonymous" }, "view", "kube-public");
  await lab().clusters.site.client.apply(living);
  expect(await answer(platform, living)).toBe("");
  const grown = { ...living, subjects: [...(living["subjects"] as []), group("system:nodes")] };
  expect(await answer(platform, grown as KubernetesObject)).toContain("FLT-SEC-040");
});

test("A Service keeps the addresses that it had before the policies, and gets no others", async () => {
  expect(await answer(platform, service("before-the-policies", ["203.0.113.7"]))).toBe("");
  for (const as of both) {
    expect(await answer(as, service("before-the-policies", ["203.0.113.7", "203.0.113.8"]))).toContain("FLT-SEC-049");
  }
});

test("The largest objects of a large fleet cost no expression more than an API server grants it", async () => {
  const { client } = lab().clusters.site;
  const names = Array.from({ length: 40 }, (_, index) => `many-${index}`);
  for (const name of names) {
    const tenant = {
      name,
      namespaces: [name],
      owners: Array.from({ length: 10 }, (_, index) => `${name}-team-${index}`),
    };
    await client.apply(namespaceOf(name, tenant));
  }
  const many = <T>(count: number, each: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => each(index));
  const containers = many(60, (index) => ({ name: `c${index}`, image: `${registry}/retail/a:1.0.0` }));
  const peers = many(200, (index) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": `platform-${index}` } },
  }));
  const network = object(
    "networking.k8s.io/v1",
    "NetworkPolicy",
    { spec: { podSelector: {}, ingress: [{ from: peers }] } },
    "retail",
  );
  const subjects = many(300, (index) => group(`people-${index}`));
  expect(await answer(platform, deployment(`${registry}/retail/a:1.0.0`, { containers }))).toBe("");
  expect(await answer(platform, network)).toBe("");
  expect(await answer(platform, { ...binding(group("x"), "view"), subjects } as KubernetesObject)).toBe("");
  const one = [...subjects, group("many-39-team-9")];
  expect(await answer(platform, { ...binding(group("x"), "view"), subjects: one } as KubernetesObject)).toContain(
    "tenant many-39",
  );
});

test("With the policies in place the API server accepts everything that the sample fleet emits", async () => {
  const emitted = new EmittedObjects();
  addFleet(clone, emitted);
  const results = await dryRun(lab().clusters.site, emitted.all);
  expect(results.filter(({ rejection }) => rejection !== undefined).map(rejectionLine)).toEqual([]);
  expect(results.length).toBeGreaterThan(1000);
});
