import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { hubParent } from "../../../compiler/lower/lower-runtimes.ts";
import { validateObject } from "../../../compiler/validate-object.ts";
import type { Site } from "../../../constructs/site.ts";
import type { ParentCluster } from "../../../engines/engine.ts";
import { superEdgeExample } from "../../../engines/node-runtime/superedge/example.ts";
import { superedge } from "../../../engines/node-runtime/superedge/superedge.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { filesOf, objectsFor } from "../artifacts.ts";
import { expectFiles } from "../golden-files.ts";
import { expectTree } from "../golden-tree.ts";
import { type ExampleSite, exampleSite } from "../provisioning/example-site.ts";
import { joinInTurn } from "./joining-server.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/superedge/${name}`;

type Example = Omit<ExampleSite, "provisioner">;

const site = (example: Example = {}) =>
  exampleSite({ provisioner: superEdgeExample, kind: "nodes", roles: ["worker"], ...example });
const scopeOf = (...sites: readonly Site[]) => ({
  parent: hubParent((sites[0] as Site).region) as ParentCluster,
  sites: sites.map((each) => ({ site: each, settings: superEdgeExample })),
});
const lower = (example: Example = {}) => superedge.lower(scopeOf(site(example)), [superEdgeExample]);
const objects = (example: Example = {}) => objectsFor(lower(example), "hub");
const named = (kind: string, name: string, example: Example = {}) =>
  objects(example).find((each) => each.kind === kind && each.metadata.name === name) as KubernetesObject;

describe("golden trees", () => {
  test("the hub gets definitions, controllers, the judges of a zone, its traffic and the tunnel", () => {
    expectTree(objects(), golden("platform"));
  });

  test("each server has its files, and its zone a script", () => {
    expectFiles(filesOf(lower({ roles: ["worker", "worker"], hosts: [{}, { arch: "amd64" }] })), golden("zone"));
  });
});

test("every object fits the schema of its kind", () => {
  expect(objects().flatMap(validateObject)).toEqual([]);
});

describe("what SuperEdge gets wrong is mended or fenced", () => {
  // Its own definition drops the labels of pod templates, and a zone with a template of its own gets nothing.
  test("definitions keep what a template says, have a place for the status, and the controller may not write them", () => {
    const { spec } = named("CustomResourceDefinition", "deploymentgrids.superedge.io");
    const [version] = (spec as unknown as { versions: [Record<string, never>] }).versions;
    expect(version).toMatchObject({
      subresources: { status: {} },
      schema: {
        openAPIV3Schema: {
          properties: {
            spec: {
              properties: {
                templatePool: { additionalProperties: { "x-kubernetes-preserve-unknown-fields": true } },
              },
            },
          },
        },
      },
    });
    const role = named("ClusterRole", "superedge-application-grid-controller");
    const [definitions] = role["rules"] as unknown as [{ resources: string[]; verbs: string[] }];
    expect(definitions).toMatchObject({ resources: ["customresourcedefinitions"], verbs: ["get", "list", "watch"] });
  });

  // With "/" in the key a grid makes nothing and says nothing.
  test("the key of the zones is a label without a prefix, and the definition takes no other", () => {
    const { spec } = named("CustomResourceDefinition", "servicegrids.superedge.io");
    const pattern =
      /"gridUniqKey":\{"type":"string","pattern":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(spec))?.[1] ?? "";
    const matches = new RegExp(JSON.parse(`"${pattern}"`) as string);
    expect([matches.test("flotilla-zone"), matches.test("topology.kubernetes.io/zone")]).toEqual([true, false]);
  });

  // A boolean is refused by the API server; without the label edge-health does not see the settings and asks every server.
  test("edge-health has its zones as text, under the label by which it looks for them", () => {
    expect(named("ConfigMap", "edge-health-config")).toMatchObject({
      metadata: { labels: { name: "edge-health" } },
      data: { "unit-internal-check": "true", "check-units": "shenzhen" },
    });
  });

  // Its manifests bring a certificate with its key, which everybody has.
  test("the webhook's certificate comes out of the secret store, and it sees servers of SuperEdge alone", () => {
    expect(named("ExternalSecret", "edge-health-admission")).toBeDefined();
    expect(named("MutatingWebhookConfiguration", "edge-health-admission")).toMatchObject({
      webhooks: [
        {
          failurePolicy: "Ignore",
          objectSelector: { matchExpressions: [{ key: "flotilla-zone", operator: "Exists" }] },
        },
      ],
    });
  });

  test("nobody but masters and site-manager takes the zone off a server", () => {
    const { spec } = named("ValidatingAdmissionPolicy", "flotilla-superedge-zone");
    expect(JSON.stringify(spec)).toContain("system:serviceaccount:edge-system:site-manager");
    expect(named("ValidatingAdmissionPolicyBinding", "flotilla-superedge-zone")).toMatchObject({
      spec: { validationActions: ["Deny"] },
    });
  });

  test("controllers run once, and without the lock of a kind that is given up", () => {
    for (const name of ["application-grid-controller", "site-manager"]) {
      const { spec } = named("Deployment", name);
      expect(spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
      expect(JSON.stringify(spec)).toContain("--leader-elect=false");
    }
  });
});

describe("units", () => {
  test("a zone is a unit with all that site-manager would write, in one group whose name is the key", () => {
    expect(named("NodeUnit", "shenzhen")).toMatchObject({
      metadata: { labels: { "flotilla-zone": "nodegroups.superedge.io" } },
      spec: { setNode: { labels: { "flotilla-zone": "shenzhen", shenzhen: "nodeunits.superedge.io" } } },
    });
    expect(named("NodeGroup", "flotilla-zone")).toMatchObject({ spec: { nodeUnits: ["shenzhen"] } });
  });

  test("a unit of a living zone is never pruned, that of a retired one is", () => {
    const annotations = (state: string) => named("NodeUnit", "shenzhen", { state }).metadata.annotations;
    expect(annotations("held")).toMatchObject({ "kustomize.toolkit.fluxcd.io/prune": "disabled" });
    expect(annotations("retired")).toBeUndefined();
  });

  test("a retired site has no files any more", () => {
    expect(filesOf(lower({ state: "retired" }))).toEqual([]);
  });
});

describe("joining", () => {
  test("a server has the labels of its zone from the start, and a taint that keeps others off", () => {
    const [, join] = filesOf(lower());
    const { nodeRegistration } = parse(join?.text ?? "") as {
      nodeRegistration: { taints: unknown; kubeletExtraArgs: { name: string; value: string }[] };
    };
    expect(nodeRegistration.taints).toEqual([{ key: "node-role.kubernetes.io/edge", effect: "NoSchedule" }]);
    const labels = nodeRegistration.kubeletExtraArgs.find(({ name }) => name === "node-labels")?.value.split(",");
    expect(labels).toContain("flotilla-zone=shenzhen");
    expect(labels).toContain("shenzhen=nodeunits.superedge.io");
    // A kubelet may give itself none of Kubernetes' own (NodeRestriction), and ends when it tries.
    expect(labels?.filter((each) => each.includes("kubernetes.io/"))).toEqual([]);
  });

  // kubeadm refuses an address without one.
  test.each([
    ["https://hub.gd.panji.example", "hub.gd.panji.example:443"],
    ["https://hub.gd.panji.example:6443", "hub.gd.panji.example:6443"],
  ])("a server that joins %s asks %s", (endpoint, expected) => {
    const scope = scopeOf(site());
    const made = superedge.lower({ ...scope, parent: { ...scope.parent, endpoint } }, [superEdgeExample]);
    const join = filesOf(made).find(({ path }) => path.endsWith("superedge-join.yaml"));
    expect(parse(join?.text ?? "")).toMatchObject({
      discovery: { bootstrapToken: { apiServerEndpoint: expected } },
    });
  });
});

describe("a join that broke off", () => {
  const made = filesOf(lower());
  const script = made.find(({ path }) => path.endsWith(".sh"))?.text ?? "";
  const files = new Map(made.map(({ path, text }) => [path, text]));

  test("before there was a node is cleared away and begun again", () => {
    const [first, second, third] = joinInTurn(script, files, ["kubeadm", undefined, undefined]);
    expect(first).toMatchObject({ isJoined: false, kubeadm: ["join"] });
    expect(second).toMatchObject({ isJoined: true, kubeadm: ["reset", "join"] });
    expect(third).toMatchObject({ isJoined: true, kubeadm: [], said: expect.stringContaining("has joined") });
  });

  // A node whose kubelet asks the hub itself would not go on without it.
  test("after that goes on where it was, and is none that has joined", () => {
    const [first, second] = joinInTurn(script, files, ["cache", undefined]);
    expect(first).toMatchObject({ isJoined: false, kubeadm: ["join"] });
    expect(second).toMatchObject({ isJoined: true, kubeadm: [], said: expect.not.stringContaining("has joined") });
  });
});

describe("refusals", () => {
  const refused = (sites: readonly Site[], settings = superEdgeExample) => {
    const scope = scopeOf(...sites);
    const last = scope.sites.length - 1;
    return superedge
      .unsupported({ ...scope, sites: scope.sites.map((each, at) => (at === last ? { ...each, settings } : each)) }, [
        settings,
      ])
      .map(({ requested }) => requested);
  };

  test("other settings beside those in use, because one set of controllers serves both", () => {
    expect(refused([site(), site({ name: "sz-b" })], { ...superEdgeExample, version: "v0.8.2" })).toEqual([
      expect.stringContaining("one set of SuperEdge's controllers serves both"),
    ]);
  });

  test("nodes of the centre, whose zones may share a name", () => {
    const scope = scopeOf(site());
    const parent: ParentCluster = { ...scope.parent, ref: { kind: "centre" } };
    expect(superedge.unsupported({ ...scope, parent }, [superEdgeExample])).toMatchObject([
      { requested: expect.stringContaining("nodes of the centre"), alternative: expect.stringContaining("hub") },
    ]);
  });

  test("networks of a cluster at a site that has none are told as a warning", () => {
    expect(
      superedge.unsupported(scopeOf(site({ network: { pods: "10.244.0.0/16" } })), [superEdgeExample]),
    ).toMatchObject([{ severity: "warning" }]);
  });
});
