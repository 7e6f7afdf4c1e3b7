import { describe, expect, test } from "vitest";
import { privateRanges } from "../../constructs/app-grants.ts";
import { findings } from "../policies/finding.ts";

const object = (
  apiVersion: string,
  kind: string,
  rest: string,
  { header = "a layer's object", metadata = "{ name: a, namespace: flux-system }" } = {},
) => `# ${header}\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n${rest}\n`;
const told = (id: string, text: string) =>
  findings(id, text).map(({ message }) => message.replace(/^layer [^,]+, \S+ \S+: /, ""));
const registry = "registry.panji.example";

describe("Objects that rule a cluster without a pod are refused, unless their layer declares them", () => {
  test.each<[string, string, string]>([
    ["a PersistentVolume on a folder of a server", "PersistentVolume", "spec: { hostPath: { path: / } }"],
    ["a PersistentVolume on a disk of a server", "PersistentVolume", "spec: { local: { path: /dev/sda } }"],
    ["a CSI driver that asks for tokens", "CSIDriver", "spec: { tokenRequests: [{ audience: a }] }"],
    ["a webhook that changes objects", "MutatingWebhookConfiguration", "webhooks: []"],
    ["a webhook that can refuse all", "ValidatingWebhookConfiguration", "webhooks: []"],
    ["an admission policy", "ValidatingAdmissionPolicy", "spec: {}"],
    ["a binding that loosens one", "ValidatingAdmissionPolicyBinding", "spec: {}"],
    ["a policy that changes objects", "MutatingAdmissionPolicy", "spec: {}"],
    ["a stand-in for the API server", "APIService", "spec: {}"],
  ])("%s", (_, kind, rest) => {
    const text = (header: string) => object("v1", kind, rest, { header, metadata: "{ name: a }" });
    expect(findings("FLT-SEC-045", text("a layer's object"))).toHaveLength(1);
    expect(findings("FLT-SEC-045", text("an object of tenant retail"))).toHaveLength(1);
    expect(findings("FLT-SEC-045", text("an object of a privileged layer"))).toEqual([]);
  });
});

describe("What Flux and Argo CD deploy cannot differ from what was checked", () => {
  const flux = "kustomize.toolkit.fluxcd.io/v1";
  test.each<[string, string, string, string]>([
    ["images that are swapped", flux, "Kustomization", "images: [{ name: a, newName: docker.io/evil/a }]"],
    ["patches that add what was refused", flux, "Kustomization", "patches: [{ patch: 'hostNetwork: true' }]"],
    ["variables that the cluster fills in", flux, "Kustomization", "postBuild: { substitute: { a: b } }"],
    ["components", flux, "Kustomization", "components: [../x]"],
    ["another cluster", flux, "Kustomization", "kubeConfig: { secretRef: { name: a } }"],
    [
      "values out of the cluster",
      "helm.toolkit.fluxcd.io/v2",
      "HelmRelease",
      "valuesFrom: [{ kind: ConfigMap, name: a }]",
    ],
    ["a rendering after the chart's", "helm.toolkit.fluxcd.io/v2", "HelmRelease", "postRenderers: []"],
    ["a repository elsewhere", "source.toolkit.fluxcd.io/v1", "GitRepository", "url: 'https://github.com/evil/a'"],
    [
      "a repository beside the fleet's",
      "source.toolkit.fluxcd.io/v1",
      "GitRepository",
      "url: 'https://git.panji.example/fleet-evil/a.git'",
    ],
    ["a bucket", "source.toolkit.fluxcd.io/v1", "Bucket", "endpoint: s3.example"],
    [
      "an Application's repository elsewhere",
      "argoproj.io/v1alpha1",
      "Application",
      "source: { repoURL: 'https://github.com/evil/a', path: . }",
    ],
    [
      "an Application's images",
      "argoproj.io/v1alpha1",
      "Application",
      "source: { repoURL: 'https://git.panji.example/fleet/gd.git', kustomize: { images: [] } }",
    ],
    [
      "an Application's plugin",
      "argoproj.io/v1alpha1",
      "Application",
      "sources: [{ repoURL: 'https://git.panji.example/fleet/gd.git', plugin: {} }]",
    ],
    ["Applications that are made at run time", "argoproj.io/v1alpha1", "ApplicationSet", "generators: []"],
    ["tags that are written at run time", "image.toolkit.fluxcd.io/v1", "ImageUpdateAutomation", "interval: 1h"],
  ])("by %s", (_, apiVersion, kind, spec) => {
    expect(findings("FLT-SEC-046", object(apiVersion, kind, `spec: { ${spec} }`))).toHaveLength(1);
  });
  test("by the rights of another account in a tenant's folder", () => {
    const text = (name: string) =>
      object(flux, "Kustomization", `spec: { serviceAccountName: ${name} }`, {
        header: "an object of tenant retail",
        metadata: "{ name: a, namespace: retail }",
      });
    expect(told("FLT-SEC-046", text("flotilla-platform"))).toEqual([
      "it acts as flotilla-platform, expected flotilla-tenant-retail",
    ]);
    expect(told("FLT-SEC-046", text("flotilla-tenant-retail"))).toEqual([]);
  });
  test("by artifacts of a stranger in any folder but that of the delivery objects", () => {
    const source = "{ repoURL: 'oci://elsewhere.example/fleet', path: hub }";
    const text = (header: string, spec: string) =>
      object("argoproj.io/v1alpha1", "Application", `spec: ${spec}`, { header });
    expect(findings("FLT-SEC-046", text("a layer's object", `{ source: ${source} }`))).toHaveLength(1);
    expect(findings("FLT-SEC-046", text("delivery objects", `{ source: ${source} }`))).toEqual([]);
    const both = `{ source: ${source}, sources: [{ repoURL: 'https://elsewhere.example/a.git' }] }`;
    expect(findings("FLT-SEC-046", text("delivery objects", both))).toHaveLength(2);
  });
  test("while a repository below the fleet's own passes", () => {
    const text = object(
      "source.toolkit.fluxcd.io/v1",
      "GitRepository",
      "spec: { url: 'https://git.panji.example/fleet/mirrors/a.git' }",
    );
    expect(findings("FLT-SEC-046", text)).toEqual([]);
  });
});

describe("The fence of a tenant's namespace stays closed", () => {
  const policy = (spec: string, kind = "NetworkPolicy") =>
    object("networking.k8s.io/v1", kind, `spec: { podSelector: {}, ${spec} }`, {
      metadata: "{ name: a, namespace: retail }",
    });
  test.each<[string, string]>([
    ["a policy that lets everybody in", "ingress: [{}]"],
    ["a policy that lets everything out", "egress: [{}]"],
    ["a rule with an empty list of peers", "ingress: [{ from: [] }]"],
    ["a rule with a port and no peer", "ingress: [{ ports: [{ port: 80 }] }]"],
    ["all namespaces", "ingress: [{ from: [{ namespaceSelector: {} }] }]"],
    ["every address", "egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]"],
    ["every IPv6 address", "egress: [{ to: [{ ipBlock: { cidr: '::/0' } }] }]"],
    ["every address but some", "egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }]"],
    ["one half of all addresses", "egress: [{ to: [{ ipBlock: { cidr: 128.0.0.0/1 } }] }]"],
    ["a namespace chosen by any label", "ingress: [{ from: [{ namespaceSelector: { matchLabels: { a: b } } }] }]"],
  ])("against %s", (_, spec) => {
    expect(findings("FLT-SEC-047", policy(spec))).toHaveLength(1);
  });
  test.each(["CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "AdminNetworkPolicy"])(
    "against a %s, which passes by it",
    (kind) => {
      expect(findings("FLT-SEC-047", policy("a: b", kind))).toHaveLength(1);
    },
  );
  test.each([
    "ingress: [{ from: [{ podSelector: {} }] }]",
    "ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: observability } } }] }]",
    "egress: [{ to: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }]",
    `egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [${privateRanges.filter((each) => !each.includes(":")).join(", ")}] } }] }]`,
  ])("but %s is a named opening", (spec) => {
    expect(findings("FLT-SEC-047", policy(spec))).toEqual([]);
  });
});

describe("Images are read as a container runtime reads them", () => {
  const pod = (image: string) => object("v1", "Pod", `spec: { containers: [{ name: c, image: "${image}" }] }`);
  const release = (values: string) => object("helm.toolkit.fluxcd.io/v2", "HelmRelease", `spec: { values: ${values} }`);
  test.each([
    `${registry}/a/../evil:1.0.0`,
    `${registry}/A:1.0.0`,
    `${registry}/a:1.0.0@sha256:12`,
    `${registry}/a b:1.0.0`,
    ` ${registry}/a:1.0.0`,
    `${registry}//a:1.0.0`,
    `${registry}/a:`,
    `https://${registry}/a:1.0.0`,
  ])("and %s is no reference", (image) => {
    expect(told("FLT-SEC-006", pod(image))).toEqual([
      `image ${image} is no reference to an image, expected one from ${registry}`,
    ]);
  });
  test.each([
    `${registry}@evil.example/a:1.0.0`,
    `${registry}:443/a:1.0.0`,
    "REGISTRY.panji.example/a:1.0.0",
    `evil.example/${registry}/a:1.0.0`,
  ])("and %s is from elsewhere", (image) => {
    expect(findings("FLT-SEC-006", pod(image))).toHaveLength(1);
  });
  test.each(["1.2", "lts", "rolling", "1.0-latest", "24-lts", "v1.2-alpine", "1.2.3-nightly", "stable-slim"])(
    "and the tag %s moves",
    (tag) => {
      expect(findings("FLT-SEC-007", pod(`${registry}/a:${tag}`))).toHaveLength(1);
    },
  );
  test.each(["1.2.3", "1.2.3-alpine", "v1.33.10-k3s1", "2024-10-01", "20241001", "8f3a2b1", "0.11.2.0"])(
    "and the tag %s is exact",
    (tag) => {
      expect(findings("FLT-SEC-007", pod(`${registry}/a:${tag}`))).toEqual([]);
    },
  );
  test.each([
    "{ sidecar: { proxyImage: docker.io/evil/a } }",
    "{ extraArgs: ['docker.io/evil/a:1.0.0'] }",
    "{ nodeops: { defaultImage: 'docker.io/evil/a:1.0.0' } }",
    "{ anything: quay.io/evil/a:1.0.0 }",
    "{ controller: { imageRegistry: quay.io } }",
  ])("and a foreign one in a chart's values is found under any key: %s", (values) => {
    expect(findings("FLT-SEC-006", release(values))).toHaveLength(1);
  });
  test.each(["{ a: { imageTag: lts } }", `{ anything: '${registry}/a:1.2' }`])(
    "and a moving one as well: %s",
    (values) => {
      expect(findings("FLT-SEC-007", release(values))).toHaveLength(1);
    },
  );
  test("while labels, addresses and URLs in a chart's values are none", () => {
    const values =
      "{ key: node-role.kubernetes.io/edge, host: '10.61.0.20:6443', url: 'https://hub.gd.panji.example:6443/a', class: example.com/gpu }";
    expect(findings("FLT-SEC-006", release(values))).toEqual([]);
  });
});
