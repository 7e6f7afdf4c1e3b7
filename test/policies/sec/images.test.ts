import { describe, expect, it } from "vitest";
import { parseImage } from "../../../policies/sec/image-reference.ts";
import { findings } from "../finding.ts";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const registry = "registry.panji.example";
const messages = (id: string, text: string) => findings(id, text).map(({ message }) => message.replace(/^.*?: /, ""));
const deployment = (pod: string, kind = "Deployment") => `# a layer's object
apiVersion: apps/v1
kind: ${kind}
metadata: { name: a, namespace: b }
spec: { template: { spec: ${pod} } }
`;
const app = (image: string) => `# apps/retail/checkout.yaml\nimage: ${image}\n`;

describe("a reference to an image", () => {
  it.each([
    ["r.example/a/b", { name: "r.example/a/b", tag: undefined, digest: undefined }],
    ["r.example:5000/a/b", { name: "r.example:5000/a/b", tag: undefined, digest: undefined }],
    ["r.example:5000/a/b:1.2", { name: "r.example:5000/a/b", tag: "1.2", digest: undefined }],
    [`r.example/a:1@${digest}`, { name: "r.example/a", tag: "1", digest }],
    [`r.example/a@${digest}`, { name: "r.example/a", tag: undefined, digest }],
  ])("%s is read in its parts", (image, parts) => {
    expect(parseImage(image)).toEqual(parts);
  });
});

describe("a version", () => {
  it.each(["2.4.1", "v1.23.1", "1.32.9-k3s1", "2024-10-01", "8f3a2b1", "24.04-standard-v3.5.0"])(
    "%s is exact",
    (tag) => {
      expect(findings("FLT-SEC-002", app(`${registry}/a:${tag}`))).toEqual([]);
    },
  );

  it.each(["latest", "LATEST", "stable", "main", "nightly", "2", "v2", "2-alpine", "3.10"])("%s moves", (tag) => {
    expect(findings("FLT-SEC-002", app(`${registry}/a:${tag}`))).toHaveLength(1);
    expect(findings("FLT-SEC-003", app(`${registry}/a:${tag}`))).toEqual([]);
  });

  it("that moves is fixed by a digest", () => {
    expect(findings("FLT-SEC-002", app(`${registry}/a:latest@${digest}`))).toEqual([]);
  });

  it("is missing where there is no tag", () => {
    expect(messages("FLT-SEC-002", app(`${registry}/a`))).toEqual([
      `image ${registry}/a has no tag, which means latest, expected an exact version`,
    ]);
  });
});

describe("the registry of an app's image", () => {
  it("is not one whose name merely begins alike", () => {
    expect(findings("FLT-SEC-001", app(`${registry}.evil.example/a:1.0.0`))).toHaveLength(1);
  });

  it("is checked in every zone that names an image", () => {
    const text = `# apps/retail/checkout.yaml\nzones: { shenzhen: { image: "ghcr.io/a:1.0.0" } }\n`;
    expect(findings("FLT-SEC-001", text).map(({ at }) => at)).toEqual([
      "apps/retail/checkout.yaml zones.shenzhen.image",
    ]);
  });
});

describe("what a cluster pulls", () => {
  it("is found in all containers and image volumes of a pod", () => {
    const pod = `
      initContainers: [{ name: i, image: "docker.io/i:1.0.0" }]
      containers: [{ name: c, image: "docker.io/c:1.0.0" }, { name: d, image: "${registry}/d:1.0.0" }]
      volumes: [{ name: v, image: { reference: "docker.io/v:1.0.0" } }]`.replaceAll("\n      ", "\n  ");
    const text = deployment("{}").replace(
      "{ template: { spec: {} } }",
      `\n template:\n  spec:${pod.replaceAll("\n  ", "\n   ")}`,
    );
    expect(messages("FLT-SEC-006", text)).toEqual(
      ["i", "c", "v"].map((name) => `image docker.io/${name}:1.0.0 is not from ${registry}`),
    );
  });

  it.each(["DaemonSet", "StatefulSet", "Job", "EdgeDeployment"])("is found in the pods of a %s", (kind) => {
    const text = deployment('{ containers: [{ name: c, image: "busybox:latest" }] }', kind);
    expect(messages("FLT-SEC-006", text)).toEqual([`image busybox:latest is not from ${registry}`]);
    expect(messages("FLT-SEC-007", text)).toEqual([
      "image busybox:latest has the moving tag latest, expected an exact version",
    ]);
  });

  it("is found in the pods of a CronJob and inside manifests that another object carries", () => {
    const cron = `# a
apiVersion: batch/v1
kind: CronJob
metadata: { name: a }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, image: "docker.io/c:1.0.0" }] } } } } }
`;
    const edge = `# a
apiVersion: apps.kubeedge.io/v1alpha1
kind: EdgeApplication
metadata: { name: a }
spec: { workloadTemplate: { manifests: [{ spec: { template: { spec: { containers: [{ image: "docker.io/c:1.0.0" }] } } } }] } }
`;
    for (const text of [cron, edge]) expect(findings("FLT-SEC-006", text)).toHaveLength(1);
  });

  it("is found in an operator's own field", () => {
    const text =
      "# a\napiVersion: operator.kairos.io/v1alpha1\nkind: NodeOpUpgrade\nmetadata: { name: a }\nspec: { image: 'quay.io/kairos/ubuntu:24.04' }\n";
    expect(messages("FLT-SEC-006", text)).toEqual([`image quay.io/kairos/ubuntu:24.04 is not from ${registry}`]);
  });

  it("is found in the values of a chart wherever they name a host", () => {
    const release = (values: string) =>
      `# a\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a, namespace: flux-system }\nspec: { values: ${values} }\n`;
    expect(messages("FLT-SEC-006", release("{ image: { repository: quay.io/cilium/cilium } }"))).toEqual([
      `image quay.io/cilium/cilium is not from ${registry}`,
    ]);
    expect(findings("FLT-SEC-006", release(`{ image: { repository: ${registry}/cilium/cilium } }`))).toEqual([]);
    expect(
      findings("FLT-SEC-006", release("{ image: { repository: cilium/cilium }, proxy: { host: example.com } }")),
    ).toEqual([]);
    expect(findings("FLT-SEC-006", release("{ sidecars: [{ image: 'localhost:5000/a:1.0.0' }] }"))).toHaveLength(1);
    expect(messages("FLT-SEC-007", release("{ image: { tag: latest } }"))).toEqual([
      "its values: an image has the moving tag latest",
    ]);
  });
});

describe("the source of a chart", () => {
  const object = (kind: string, spec: string, header = "a layer's object") =>
    `# ${header}\napiVersion: v1\nkind: ${kind}\nmetadata: { name: a, namespace: flux-system }\nspec: ${spec}\n`;

  it.each([
    ["HelmRepository", "{ url: 'https://charts.example.com' }"],
    ["OCIRepository", "{ url: 'oci://ghcr.io/a', ref: { tag: 1.0.0 } }"],
    ["Application", "{ project: p, source: { repoURL: ghcr.io/charts, chart: a, targetRevision: 1.0.0 } }"],
    ["Application", "{ project: p, sources: [{ repoURL: ghcr.io/charts, chart: a, targetRevision: 1.0.0 }] }"],
  ])("of a %s is one of the fleet's registries", (kind, spec) => {
    expect(findings("FLT-SEC-006", object(kind, spec))).toHaveLength(1);
  });

  it.each([
    ["OCIRepository", "{ url: 'oci://registry.panji.example/a' }"],
    ["OCIRepository", "{ url: 'oci://registry.panji.example/a', ref: { tag: latest } }"],
    ["HelmRelease", "{ chart: { spec: { chart: a, version: 1.x, sourceRef: { kind: HelmRepository, name: a } } } }"],
    ["HelmRelease", "{ chart: { spec: { chart: a, sourceRef: { kind: HelmRepository, name: a } } } }"],
    ["GitRepository", "{ url: 'https://git.example/a', ref: { branch: main } }"],
    ["Application", "{ source: { repoURL: registry.panji.example/charts, chart: a, targetRevision: '*' } }"],
  ])("of a %s names one version", (kind, spec) => {
    expect(findings("FLT-SEC-007", object(kind, spec))).toHaveLength(1);
  });

  it.each([
    ["OCIRepository", `{ url: 'oci://registry.panji.example/a', ref: { digest: '${digest}' } }`],
    ["HelmRelease", "{ chart: { spec: { chart: ./a, sourceRef: { kind: GitRepository, name: a } } } }"],
    ["GitRepository", "{ url: 'https://git.example/a', ref: { tag: v1.23.1 } }"],
    ["Application", "{ source: { repoURL: 'https://git.example/a', path: sites, targetRevision: main } }"],
  ])("of a %s is fine as %s", (kind, spec) => {
    expect(findings("FLT-SEC-007", object(kind, spec))).toEqual([]);
  });

  it("may be a branch for the cluster's own repository", () => {
    const spec = "{ url: 'https://git.panji.example/fleet/guangdong.git', ref: { branch: main } }";
    expect(findings("FLT-SEC-007", object("GitRepository", spec, "delivery objects"))).toEqual([]);
  });
});
