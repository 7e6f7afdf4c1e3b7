import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { hubParent } from "../../../compiler/lower/lower-runtimes.ts";
import { validateObject } from "../../../compiler/validate-object.ts";
import type { Site } from "../../../constructs/site.ts";
import type { ObjectsArtifact } from "../../../engines/artifact.ts";
import type { ParentCluster } from "../../../engines/engine.ts";
import { kubeedge } from "../../../engines/node-runtime/kubeedge/kubeedge.ts";
import { unsupportedFields } from "../../../engines/site-fields.ts";
import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { filesOf, objectsFor } from "../artifacts.ts";
import { expectFiles } from "../golden-files.ts";
import { expectTree } from "../golden-tree.ts";
import { type ExampleSite, exampleSite, image } from "../provisioning/example-site.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/kubeedge/${name}`;

const version = "v1.23.1";
const provisioner: KubeEdgeProvisioner = {
  engine: "kubeedge",
  version,
  images: {
    cloudcore: image("kubeedge/cloudcore", version),
    iptablesManager: image("kubeedge/iptables-manager", version),
    controllerManager: image("kubeedge/controller-manager", version),
    installationPackage: image("kubeedge/installation-package", version),
    pause: image("kubeedge/pause", "3.6"),
  },
  secretStore: "fleet",
};
const site = (example: Omit<ExampleSite, "provisioner"> = {}) =>
  exampleSite({ provisioner, kind: "nodes", roles: ["worker"], ...example });
const scopeOf = (...sites: readonly Site[]) => {
  const parent = hubParent((sites[0] as Site).region) as ParentCluster;
  return { parent, sites: sites.map((each) => ({ site: each, settings: provisioner })) };
};
const lower = (example: Omit<ExampleSite, "provisioner"> = {}) => kubeedge.lower(scopeOf(site(example)), [provisioner]);
const platform = (example: Omit<ExampleSite, "provisioner"> = {}) => {
  const found = lower(example).find((each) => each.kind === "objects" && "layer" in each.slot);
  const { objects = [], charts = [] } = found as ObjectsArtifact;
  return { objects, charts };
};
const nodeGroups = (example: Omit<ExampleSite, "provisioner"> = {}) =>
  lower(example).flatMap((each) => (each.kind === "objects" && "site" in each.slot ? each.objects : []));
const batch = (example: Omit<ExampleSite, "provisioner">) =>
  filesOf(lower(example).filter(({ kind }) => kind === "operator-file"));
const hostFiles = (example: Omit<ExampleSite, "provisioner"> = {}) =>
  filesOf(lower(example).filter(({ kind }) => kind === "host-file"));

interface CloudHub {
  readonly advertiseAddress: readonly string[];
  readonly dnsNames: readonly string[];
  readonly nodeLimit: string;
}
function cloudHub(example: Omit<ExampleSite, "provisioner"> = {}): CloudHub {
  const values = platform(example).charts[0]?.values as unknown as {
    readonly cloudCore: { readonly modules: { readonly cloudHub: CloudHub } };
  };
  return values.cloudCore.modules.cloudHub;
}

describe("golden trees", () => {
  test("the hub gets a namespace and the certificate of the stream server", () => {
    expectTree(platform().objects, golden("platform"));
  });

  test("CloudCore comes from the mirror of its repository with every image written out", () => {
    const [chart] = platform().charts;
    expectFiles(
      [{ path: "cloudcore.json", text: `${JSON.stringify(chart, null, 2)}\n`, construct: "" }],
      golden("chart"),
    );
  });

  test("a site is a group of nodes by label", () => {
    expectTree(nodeGroups(), golden("node-group"));
  });

  test("one, two and three servers each have a configuration, and their zone a batch file", () => {
    for (const [name, roles] of [
      ["one", ["worker"]],
      ["two", ["worker", "worker"]],
      ["three", ["worker", "worker", "worker"]],
    ] as const) {
      const example = { roles, hosts: [{}, { arch: "amd64" }] };
      expectFiles([...hostFiles(example), ...batch(example)], golden(name));
    }
  });
});

describe("states", () => {
  test("a group of a living site is never pruned, that of a retired one is", () => {
    const annotations = (state: string) => nodeGroups({ state })[0]?.metadata.annotations;
    expect(annotations("held")).toMatchObject({ "kustomize.toolkit.fluxcd.io/prune": "disabled" });
    expect(annotations("retired")).toBeUndefined();
  });

  test("nodes of a hub have no cluster of their own to put objects into", () => {
    expect(objectsFor(lower(), "site")).toEqual([]);
    expect(objectsFor(lower(), "hub").length).toBeGreaterThan(0);
  });
});

describe("CloudCore", () => {
  test("a hub with a name keeps it out of the IP addresses of its certificate", () => {
    expect(cloudHub()).toMatchObject({ advertiseAddress: ["127.0.0.1"], dnsNames: ["hub.gd.panji.example"] });
  });

  test("a hub with an address advertises it", () => {
    expect(cloudHub({ endpoint: "https://10.44.0.10:6443" })).toMatchObject({
      advertiseAddress: ["10.44.0.10"],
      dnsNames: ["cloudcore.kubeedge.svc"],
    });
  });

  test("its limit of nodes is text, in thousands, and never below what the region has", () => {
    expect(cloudHub().nodeLimit).toBe("1000");
  });

  test("its memory grows with its limit of nodes, which the chart's does not", () => {
    const values = platform().charts[0]?.values;
    expect(values).toMatchObject({ cloudCore: { resources: { limits: { memory: "2Gi" } } } });
  });

  test("its controllers have room for what they hold, which the chart's 50 MiB are not", () => {
    const values = platform().charts[0]?.values;
    expect(values).toMatchObject({ controllerManager: { resources: { limits: { memory: "512Mi" } } } });
  });

  test("every object of its layer fits the schema of its kind", () => {
    expect(platform().objects.flatMap(validateObject)).toEqual([]);
  });
});

describe("joining", () => {
  const node = (example: Omit<ExampleSite, "provisioner">) => {
    const file = parse(batch(example)[0]?.text ?? "") as { nodes: { keadmCmd: string }[] };
    return file.nodes[0]?.keadmCmd ?? "";
  };

  test("no file holds a token: one is named by its file, the other by a placeholder", () => {
    const [host] = hostFiles();
    expect(host?.text).toMatch(/^# The join token is read from \/etc\/kubeedge\/bootstrap-edgecore.conf/);
    expect(JSON.stringify(parse(host?.text ?? ""))).not.toContain("token");
    expect(parse(batch({})[0]?.text ?? "")).toMatchObject({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder for envsubst
      keadm: { cmdTplArgs: { token: "${KUBEEDGE_TOKEN}" } },
    });
  });

  test("keadm and the configuration say the same of a node", () => {
    const [host] = hostFiles();
    const { modules, featureGates } = parse(host?.text ?? "") as {
      modules: Record<string, Record<string, unknown>>;
      featureGates: unknown;
    };
    const command = node({});
    expect(featureGates).toEqual({ requireAuthorization: true });
    expect(command).toContain("FeatureGates={requireAuthorization:true}");
    expect(command).toContain(`Modules.Edged.NodeIP=${modules["edged"]?.["nodeIP"]}`);
    expect(command).toContain(`Modules.Edged.PodSandboxImage=${modules["edged"]?.["podSandboxImage"]}`);
    expect(command).toContain(`Modules.EdgeStream.TunnelServer=${modules["edgeStream"]?.["server"]}`);
    expect(command).toContain(`--edgenode-name=${modules["edged"]?.["hostnameOverride"]}`);
    for (const [key, value] of Object.entries(modules["edged"]?.["nodeLabels"] as object)) {
      expect(command).toContain(`${key}=${value}`);
    }
  });

  test("a zone whose sites are all retired has no batch file", () => {
    expect(batch({ state: "retired" })).toEqual([]);
    expect(batch({ state: "active" })).toHaveLength(1);
  });

  // Edge nodes are empty, so the hub's own pods went there: a source-controller at a site stopped its region.
  test("a node registers with a taint, by keadm and without it", () => {
    const { modules } = parse(hostFiles()[0]?.text ?? "") as { modules: { edged: Record<string, unknown> } };
    expect(modules.edged["tailoredKubeletConfig"]).toMatchObject({
      registerWithTaints: [{ key: "node-role.kubernetes.io/edge", effect: "NoSchedule" }],
    });
    expect(node({})).toContain(
      "RegisterWithTaints[0].Key=node-role.kubernetes.io/edge,Modules.Edged.TailoredKubeletConfig.RegisterWithTaints[0].Effect=NoSchedule",
    );
  });

  test("a node registers with the labels and taints of its host, after those of every edge node", () => {
    const host = {
      labels: { rack: "a" },
      taints: [
        { key: "example.com/gpu", value: "1", effect: "NoSchedule" as const },
        { key: "noisy", effect: "PreferNoSchedule" as const },
      ],
    };
    const { modules } = parse(hostFiles({ hosts: [host] })[0]?.text ?? "") as {
      modules: { edged: { nodeLabels: object; tailoredKubeletConfig: object } };
    };
    expect(modules.edged.nodeLabels).toMatchObject({ rack: "a", "flotilla.dev/zone": "shenzhen" });
    expect(modules.edged.tailoredKubeletConfig).toMatchObject({
      registerWithTaints: [{ key: "node-role.kubernetes.io/edge", effect: "NoSchedule" }, ...host.taints],
    });
    const command = node({ hosts: [host] });
    expect(command).toContain("rack=a,");
    const taints = "Modules.Edged.TailoredKubeletConfig.RegisterWithTaints";
    expect(command).toContain(
      `${taints}[1].Key=example.com/gpu,${taints}[1].Value="1",${taints}[1].Effect=NoSchedule,${taints}[2].Key=noisy,${taints}[2].Effect=PreferNoSchedule`,
    );
  });

  // Without the version EdgeCore writes its file anew, and the token with it.
  test("EdgeCore finds its own version in its file", () => {
    expect(parse(hostFiles()[0]?.text ?? "")).toMatchObject({ edgecoreVersion: version });
  });

  // keadm runs the command in a shell of the server: a semicolon in it ran as a second one.
  test("no command holds what a shell would act on, outside of quotes", () => {
    const command = node({ roles: ["worker", "worker"] });
    expect(command).toMatch(/ --set='[^']+'$/);
    expect(command.replace(/'[^']*'/g, "").replaceAll(/\{\{\.(join|token)\}\}/g, "")).not.toMatch(
      /[;&|<>`$(){}[\]*?\\"]/,
    );
  });

  test("the instructions verify the servers before and all of them after, since keadm does neither", () => {
    const [file] = batch({ roles: ["worker", "worker", "worker"] });
    expect(file?.text).toContain("for host in 10.44.12.11 10.44.12.12 10.44.12.13; do ssh");
    expect(file?.text).toContain("StrictHostKeyChecking=yes");
    expect(file?.text).toMatch(/batch_process_log\.txt\)" -eq 3$/m);
  });

  test("a batch file has the keys that keadm reads and no others", () => {
    const file = parse(batch({})[0]?.text ?? "") as { keadm: object; nodes: { ssh: object }[] };
    expect(Object.keys(file)).toEqual(["keadm", "nodes", "maxRunNum"]);
    expect(Object.keys(file.keadm)).toEqual([
      "download",
      "keadmVersion",
      "archGroup",
      "offlinePackageDir",
      "cmdTplArgs",
    ]);
    expect(Object.keys(file.nodes[0] ?? {})).toEqual(["nodeName", "keadmCmd", "ssh"]);
    expect(Object.keys(file.nodes[0]?.ssh ?? {})).toEqual(["ip", "username", "port", "auth"]);
  });

  test("apps find the nodes of a zone by the label that they join with", () => {
    expect(node({})).toContain("flotilla.dev/zone=shenzhen");
  });
});

describe("what is not supported", () => {
  const unsupported = (example: Omit<ExampleSite, "provisioner">) =>
    kubeedge.unsupported(scopeOf(site(example)), [provisioner]);
  const asked = (example: Omit<ExampleSite, "provisioner">) => unsupported(example).map((each) => each.requested);

  test("workers without a virtual address are fine", () => {
    expect(asked({})).toEqual([]);
  });

  test("a virtual address is reported as a warning, since the API is the hub's", () => {
    const found = unsupported({ network: { vip: "10.44.12.10" } });
    expect(found).toMatchObject([{ requested: expect.stringContaining("vip of a network"), severity: "warning" }]);
  });

  test("an endpoint by an address of IPv6 is refused, since tunnels are found by IPv4 alone", () => {
    expect(asked({ endpoint: "https://[fd00:44::10]:6443" })).toMatchObject([
      expect.stringContaining("the IPv6 address [fd00:44::10]"),
    ]);
  });

  test.each([
    ["two families", { nodes: ["10.44.12.0/26", "fd00:44:12::/64"] }],
    ["IPv6 alone", { nodes: "fd00:44:12::/64" }],
  ])("%s is refused with what CloudCore cannot do", (_, network) => {
    const found = unsupportedFields(site({ network: network as never }), kubeedge.fields);
    expect(found).toMatchObject([{ requested: expect.stringContaining("because CloudCore") }]);
    expect(found[0]?.severity).toBeUndefined();
  });

  test("two versions at one parent are refused with the reason: one CloudCore serves both", () => {
    const [one, two] = [site(), site({ name: "sz-futian-02" })];
    const { parent, sites } = scopeOf(one);
    const other = { ...provisioner, version: "v1.22.0" };
    const found = kubeedge.unsupported({ parent, sites: [...sites, { site: two, settings: other }] }, [
      provisioner,
      other,
    ]);
    expect(found).toMatchObject([
      {
        requested: "KubeEdge v1.22.0 beside v1.23.1, which sz-nanshan-01 pins: one CloudCore serves both",
        subject: two.path,
      },
    ]);
    expect(found[0]?.severity).toBeUndefined();
  });
});
