import { describe, expect, it } from "vitest";
import { tenantIsolation } from "../../../policies/sec/tenant-isolation.ts";
import { findings } from "../finding.ts";
import { manifestContext } from "../run-example.ts";

const messages = (id: string, text: string) => findings(id, text).map(({ message }) => message.replace(/^.*?: /, ""));
const object = (kind: string, rest: string, header = "a layer's object", metadata = "{ name: a, namespace: retail }") =>
  `# ${header}\napiVersion: v1\nkind: ${kind}\nmetadata: ${metadata}\n${rest}\n`;
const pod = (spec: string, header?: string) => object("Pod", `spec: ${spec}`, header);

describe("a tenant's namespace", () => {
  const tenants = (name: string) =>
    `# sites/fleet.yaml\ntenants: [{ name: retail, namespaces: [${name}], owners: [a] }]\n`;
  it.each([
    "kube-system",
    "kube-public",
    "default",
    "flux-system",
    "argocd",
    "longhorn-system",
    "capi-system",
    "observability",
  ])("is not %s", (name) => {
    expect(findings("FLT-SEC-005", tenants(name))).toHaveLength(1);
  });
  it.each(["retail", "capacity", "kubernetes-training", "ciliumfans", "argocd-demo"])("may be %s", (name) => {
    expect(findings("FLT-SEC-005", tenants(name))).toEqual([]);
  });
});

describe("a pod", () => {
  it.each([
    ["{ hostPID: true }", "the pod has hostPID"],
    ["{ hostIPC: true }", "the pod has hostIPC"],
    ["{ volumes: [{ name: v, hostPath: { path: /etc } }] }", "the volume v is the host's /etc"],
    ["{ containers: [{ name: c, securityContext: { privileged: true } }] }", "container c is privileged"],
    ["{ initContainers: [{ name: c, securityContext: { privileged: true } }] }", "container c is privileged"],
    [
      "{ containers: [{ name: c, securityContext: { capabilities: { add: [NET_BIND_SERVICE, SYS_ADMIN] } } }] }",
      "container c has the capability SYS_ADMIN",
    ],
    [
      "{ containers: [{ name: c, ports: [{ containerPort: 80, hostPort: 80 }] }] }",
      "container c takes port 80 of the host",
    ],
  ])("with %s gets at its host", (spec, message) => {
    expect(messages("FLT-SEC-010", pod(spec))).toEqual([message]);
    expect(findings("FLT-SEC-010", pod(spec, "a privileged layer's object"))).toEqual([]);
  });

  it("without any of that does not", () => {
    const spec =
      "{ hostNetwork: false, containers: [{ name: c, securityContext: { capabilities: { add: [NET_BIND_SERVICE] } } }] }";
    expect(findings("FLT-SEC-010", pod(spec))).toEqual([]);
  });
});

describe("cluster-admin", () => {
  const binding = (subject: string, header = "delivery objects") =>
    object("ClusterRoleBinding", `roleRef: { kind: ClusterRole, name: cluster-admin }\nsubjects: [${subject}]`, header);
  const platform = "{ kind: ServiceAccount, name: flotilla-platform, namespace: flux-system }";
  it("is the platform's account and no other of that name", () => {
    expect(findings("FLT-SEC-011", binding(platform))).toEqual([]);
    expect(findings("FLT-SEC-011", binding(platform, "a layer's object"))).toHaveLength(1);
    expect(
      messages("FLT-SEC-011", binding("{ kind: ServiceAccount, name: flotilla-platform, namespace: retail }")),
    ).toEqual(["ServiceAccount retail/flotilla-platform becomes cluster-admin"]);
    expect(findings("FLT-SEC-011", binding("{ kind: User, name: flotilla-platform }"))).toHaveLength(1);
  });
});

describe("a role", () => {
  const wide = "rules: [{ apiGroups: [''], resources: ['*'], verbs: [get] }]";
  it("of the platform may be wide", () => {
    expect(findings("FLT-SEC-012", object("ClusterRole", wide, "a layer's object", "{ name: a }"))).toEqual([]);
    expect(
      findings("FLT-SEC-012", object("Role", wide, "a layer's object", "{ name: a, namespace: kube-system }")),
    ).toEqual([]);
  });
  it("in a tenant's folder is a tenant's, wherever it is", () => {
    expect(
      findings("FLT-SEC-012", object("ClusterRole", wide, "an object of tenant retail", "{ name: a }")),
    ).toHaveLength(1);
  });
  it.each(["bind", "escalate", "impersonate"])("of a tenant does not %s", (verb) => {
    const rules = `rules: [{ apiGroups: [''], resources: [pods], verbs: [${verb}] }]`;
    expect(messages("FLT-SEC-012", object("Role", rules))).toEqual([`tenant retail gets the verb ${verb}`]);
  });
});

describe("the fences of a tenant's namespace", () => {
  const namespace = object("Namespace", "", "objects of one cluster", "{ name: retail }");
  const quota = object("ResourceQuota", "spec: { hard: { pods: '50' } }");
  const policy = (spec: string) => object("NetworkPolicy", `spec: ${spec}`);
  const deny = policy("{ podSelector: { matchLabels: {} }, policyTypes: [Egress, Ingress], ingress: [], egress: [] }");
  const cluster = (...objects: readonly string[]) => messages("FLT-SEC-013", objects.join("---\n"));

  it("may stand in another folder than the namespace", () => {
    expect(cluster(namespace, quota, deny)).toEqual([]);
  });

  it("are missing where nothing but an app is in the namespace", () => {
    expect(cluster(object("Deployment", "", "an object of tenant retail"))).toEqual([
      "tenant namespace retail has no NetworkPolicy that selects all pods and allows nothing, in and out",
      "tenant namespace retail has no ResourceQuota",
    ]);
  });

  it.each([
    "{ podSelector: { matchLabels: { a: b } }, policyTypes: [Ingress, Egress] }",
    "{ podSelector: {}, policyTypes: [Ingress] }",
    "{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [{}] }",
    "{ policyTypes: [Ingress, Egress] }",
  ])("are not closed by a policy such as %s", (spec) => {
    expect(cluster(namespace, quota, policy(spec))).toHaveLength(1);
  });

  it("are evaluated again when another fleet has the same objects", () => {
    const objects = [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "retail" } }];
    const check = (tenant: string) => {
      const context = manifestContext("");
      const tenants = [
        {
          name: tenant,
          state: "active" as const,
          namespaces: [tenant],
          retiredNamespaces: [],
          takesOver: [],
          owners: ["a"],
          egress: [],
        },
      ];
      return tenantIsolation.check({
        construct: "x",
        folders: [{ path: "y", objects, context: { ...context, tenants } }],
      });
    };
    expect(check("telco")).toEqual([]);
    expect(check("retail")).toHaveLength(2);
  });

  it("do not concern namespaces of the platform", () => {
    expect(cluster(object("Namespace", "", "objects of one cluster", "{ name: observability }"))).toEqual([]);
  });
});

describe("reconcilers", () => {
  it("are not the plain kustomization.yaml of a folder", () => {
    const text =
      "# a\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: { name: a }\nresources: [a.yaml]\n";
    expect(findings("FLT-SEC-014", text)).toEqual([]);
  });

  it.each(["", "project: ''", "project: default"])("of Argo CD have a project, not { %s }", (project) => {
    const text = `# a\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec: { ${project} }\n`;
    expect(findings("FLT-SEC-015", text)).toHaveLength(1);
  });

  it.each([
    "chartRef: { kind: OCIRepository, name: a, namespace: other }",
    "chart: { spec: { sourceRef: { name: a, namespace: other } } }",
  ])("take their source from their own namespace, unlike { %s }", (spec) => {
    expect(findings("FLT-SEC-016", object("HelmRelease", `spec: { ${spec} }`))).toHaveLength(1);
    expect(findings("FLT-SEC-016", object("HelmRelease", `spec: { ${spec.replace("other", "retail")} }`))).toEqual([]);
  });
});

describe("the folder of a tenant", () => {
  it("has no cluster-wide objects and no fences", () => {
    const header = "an object of tenant retail";
    expect(messages("FLT-SEC-017", object("ClusterRole", "", header, "{ name: a }"))).toEqual([
      "it has no namespace, expected one of tenant retail: retail",
    ]);
    expect(messages("FLT-SEC-017", object("NetworkPolicy", "", header))).toEqual([
      "tenant retail brings a NetworkPolicy, which belongs to the platform",
    ]);
    expect(findings("FLT-SEC-017", object("ClusterRole", "", "a layer's object", "{ name: a }"))).toEqual([]);
  });
});

describe("a project of Argo CD", () => {
  const project = (name: string, spec: string) =>
    object("AppProject", `spec: ${spec}`, "delivery objects", `{ name: ${name}, namespace: argocd }`);
  const everywhere =
    "{ sourceRepos: [r], destinations: [{ server: s, namespace: '*' }], clusterResourceWhitelist: [{ group: '*', kind: '*' }] }";
  it("of the platform reaches its own cluster", () => {
    expect(findings("FLT-SEC-018", project("flotilla-platform", everywhere))).toEqual([]);
  });
  const allOfHub = "oci://registry.panji.example/fleet/guangdong/hub/**";
  it("of the platform admits all artifacts of its hub, and no wider pattern", () => {
    const admits = (name: string, source: string) =>
      messages("FLT-SEC-018", project(name, `{ sourceRepos: ["${source}"], destinations: [] }`));
    expect(admits("flotilla-platform", allOfHub)).toEqual([]);
    for (const source of ["*", "oci://**", "oci://registry.panji.example/**", "oci://*/fleet/guangdong/hub/**"]) {
      expect(admits("flotilla-platform", source)).toEqual([`it admits sources ${source}`]);
    }
    expect(admits("retail", allOfHub)).toEqual([`it admits sources ${allOfHub}`]);
  });
  it("of a tenant does not", () => {
    expect(messages("FLT-SEC-018", project("retail", everywhere))).toEqual([
      "it reaches namespace *",
      "it admits the cluster-wide kind *",
    ]);
    expect(
      messages("FLT-SEC-018", project("retail", "{ destinations: [{ server: '*', namespace: argocd }] }")),
    ).toEqual(["it reaches every cluster", "it reaches namespace argocd"]);
  });
});
