import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { centreParent, hubParent } from "../../../compiler/lower/lower-runtimes.ts";
import { validateObject } from "../../../compiler/validate-object.ts";
import type { Site } from "../../../constructs/site.ts";
import type { ObjectsArtifact } from "../../../engines/artifact.ts";
import type { ParentCluster } from "../../../engines/engine.ts";
import { openYurtExample } from "../../../engines/node-runtime/openyurt/example.ts";
import { openyurt } from "../../../engines/node-runtime/openyurt/openyurt.ts";
import { poolName } from "../../../engines/node-runtime/openyurt/pool-name.ts";
import { unsupportedFields } from "../../../engines/site-fields.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { tcp } from "../../../model/traffic.ts";
import { filesOf, objectsFor } from "../artifacts.ts";
import { expectFiles } from "../golden-files.ts";
import { expectTree } from "../golden-tree.ts";
import { type ExampleSite, exampleSite } from "../provisioning/example-site.ts";
import { joinInTurn } from "./joining-server.ts";

type Example = Omit<ExampleSite, "provisioner">;

const golden = (name: string) => `${import.meta.dirname}/golden/openyurt/${name}`;
const provisioner = openYurtExample;
const site = (example: Example = {}) => exampleSite({ provisioner, kind: "nodes", roles: ["worker"], ...example });
const parentOf = ({ region }: Site) => hubParent(region) as ParentCluster;
const lowerAll = (...sites: readonly [Site, ...Site[]]) =>
  openyurt.lower({ parent: parentOf(sites[0]), sites: sites.map((each) => ({ site: each, settings: provisioner })) }, [
    provisioner,
  ]);
const lower = (example: Example = {}) => lowerAll(site(example));
const inLayer = (layer: string, example: Example = {}) =>
  lower(example).filter(
    (each): each is ObjectsArtifact & { owner: string } =>
      each.kind === "objects" && "layer" in each.slot && each.slot.layer === layer,
  );
const pools = (example: Example = {}) => inLayer("node-pools", example).flatMap(({ objects }) => objects);
const files = (kind: "host-file" | "operator-file", example: Example = {}) =>
  filesOf(lower(example).filter((each) => each.kind === kind));

describe("golden trees", () => {
  test("the hub gets YurtHub's settings and a role for tenants, a zone its pool", () => {
    expectTree([...inLayer("openyurt").flatMap(({ objects }) => objects), ...pools()], golden("hub"));
  });

  test("yurt-manager comes from the mirror of its repository with every image written out", () => {
    const [chart] = inLayer("openyurt").flatMap(({ charts = [] }) => charts);
    expectFiles(
      [{ path: "yurt-manager.json", text: `${JSON.stringify(chart, null, 2)}\n`, construct: "" }],
      golden("chart"),
    );
  });

  test("each server has what kubeadm is told, and the zone a script that joins them", () => {
    const example: Example = {
      roles: ["worker", "worker"],
      hosts: [
        {},
        {
          arch: "amd64",
          labels: { rack: "a" },
          taints: [{ key: "example.com/gpu", value: "1", effect: "NoSchedule" }],
        },
      ],
    };
    expectFiles([...files("host-file", example), ...files("operator-file", example)], golden("two"));
  });
});

test("every object fits the schema of its kind", () => {
  expect(objectsFor(lower(), "hub").flatMap(validateObject)).toEqual([]);
});

test.each([
  ["hub", 6443],
  ["centre", 8443],
] as const)("servers that join the %s ask its API server at its own port", (parent, port) => {
  const centre = { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:8443" } as never;
  const traffic = openyurt.traffic?.(site({ site: { parent }, fleet: { centre } }), provisioner) ?? [];
  expect(traffic[0]?.ports).toEqual(tcp(port));
});

describe("pools", () => {
  const annotations = (...states: readonly [string, ...string[]]) => {
    const sites = states.map((state, at) => site({ state, name: `sz-nanshan-0${at}` })) as [Site, ...Site[]];
    const [first, ...others] = sites;
    // One zone, as the loader has it.
    const all = [
      first,
      ...others.map((each) => Object.assign(Object.create(each) as Site, { zone: first.zone })),
    ] as const;
    const found = lowerAll(...(all as [Site, ...Site[]])).flatMap((each) =>
      each.kind === "objects" ? each.objects : [],
    );
    return found.filter(({ kind }) => kind === "NodePool").map(({ metadata }) => metadata.annotations);
  };

  test("a pool is never pruned while a site of its zone lives, and may be once all are retired", () => {
    const kept = { "kustomize.toolkit.fluxcd.io/prune": "disabled" };
    expect(annotations("held", "retired")).toMatchObject([kept]);
    expect(annotations("retired", "retired")).toEqual([undefined]);
  });

  test("at the centre the name of a pool begins with that of the region, where two provinces may have a zone of one name", () => {
    const { zone, region } = site();
    expect(poolName(zone, parentOf(site()).ref)).toBe("shenzhen");
    expect(poolName(zone, centreParent(region.fleet).ref)).toBe("guangdong-shenzhen");
  });

  test("nothing that the webhook would take away is written: no field is false", () => {
    expect(JSON.stringify(pools().map(({ spec }) => spec))).not.toContain("false");
  });

  test("labels and taints of the zone reach nodes that are there, but for those that a site or a server has otherwise", () => {
    const of = (value: string) => ({ key: "example.com/line", value, effect: "NoSchedule" });
    const zone = { nodeLabels: { line: "thin", kind: "mall" }, nodeTaints: [of("thin")] };
    expect(pools({ zone })).toMatchObject([{ spec: { labels: { line: "thin", kind: "mall" }, taints: [of("thin")] } }]);
    const [pool] = pools({ zone, hosts: [{ labels: { line: "fibre" }, taints: [of("fibre")] }] });
    expect(pool?.["spec"]).toMatchObject({ labels: { kind: "mall" } });
    expect(JSON.stringify(pool)).not.toMatch(/thin|fibre/);
  });

  test("a taint that sends pods away is told as that, and a label as nothing", () => {
    const effect = (after: object) => {
      const onChange = openyurt.kinds["NodePool.apps.openyurt.io"]?.onChange;
      return typeof onChange === "function" && onChange(pools()[0], pools({ zone: after })[0]);
    };
    expect(effect({ nodeLabels: { kind: "mall" } })).toBe("no restart");
    expect(effect({ nodeTaints: [{ key: "closed", effect: "NoExecute" }] })).toBe("drains");
  });

  const [pool] = pools() as [KubernetesObject];
  test.each(["type", "hostNetwork", "interConnectivity"])("another %s is told before it is published", (field) => {
    const fixed = openyurt.kinds["NodePool.apps.openyurt.io"]?.fixed?.map(({ path }) => path);
    expect(fixed).toContain(`spec.${field}`);
    expect(pool.kind).toBe("NodePool");
  });
});

describe("joining", () => {
  const join = (example: Example = {}) => {
    const text = files("host-file", example)[0]?.text ?? "";
    return parse(text) as {
      nodeRegistration: { taints: unknown; kubeletExtraArgs: { name: string; value: string }[] };
    };
  };
  const script = (example: Example = {}) =>
    files("operator-file", example).find(({ path }) => path.endsWith(".sh"))?.text ?? "";

  test("a server registers with its pool, Flotilla's labels and its own, and with no label that a kubelet may not give itself", () => {
    const { kubeletExtraArgs } = join({ hosts: [{ labels: { rack: "a" } }] }).nodeRegistration;
    const labels = kubeletExtraArgs.find(({ name }) => name === "node-labels")?.value.split(",");
    expect(labels).toContain("rack=a");
    expect(labels).toContain("apps.openyurt.io/nodepool=shenzhen");
    expect(labels).toContain("flotilla.dev/site=sz-nanshan-01");
    expect(labels?.filter((each) => /^[^=]*kubernetes\.io\//.test(each))).toEqual([]);
  });

  test("a node is tainted from its first moment on", () => {
    expect(join().nodeRegistration.taints).toEqual([{ key: "node-role.kubernetes.io/edge", effect: "NoSchedule" }]);
  });

  test("no file holds a token", () => {
    const [host] = files("host-file");
    expect(host?.text).toContain(`token: "\${JOIN_TOKEN}"`);
    expect(script()).toContain("kubeadm token create --ttl 1h");
  });

  test("the script is one that sh takes, and names every server of the zone once", () => {
    const text = script({ roles: ["worker", "worker"] });
    expect(spawnSync("sh", ["-n"], { input: text }).status).toBe(0);
    expect(text.match(/^join sz-nanshan-01-[ab] /gm)).toHaveLength(2);
  });

  // Without --flatten such a kubeconfig has no authority in it, and the hash would be that of nothing.
  test("the authority may lie in a file of its own beside the kubeconfig", () => {
    expect(script()).toMatch(/^JOIN_CA_HASH="sha256:\$\(kubectl config view --raw --minify --flatten /m);
  });

  test("YurtHub gets no way in for pods, which would speak with the rights of their node", () => {
    expect(script()).toContain("--enable-dummy-if=false");
  });

  test("what all nodes may do is given by whoever joins them, and lets them read no Secret", () => {
    const rights = files("operator-file").find(({ path }) => path.endsWith("rights.yaml"))?.text ?? "";
    const objects = parseAllDocuments(rights).map((each) => each.toJS() as KubernetesObject);
    expect(objects.flatMap(validateObject)).toEqual([]);
    expect(script()).toContain("kubectl apply --server-side -f operator/openyurt-join/rights.yaml");
    expect(rights).not.toContain("secrets");
  });

  test("a join that broke off before there was a node is cleared away and begun again, and one after that is waited for", () => {
    const made = new Map(files("host-file").map(({ path, text }) => [path, text]));
    const [first, second, third] = joinInTurn(script(), made, ["kubeadm", "cache", undefined]);
    expect(first).toMatchObject({ isJoined: false, kubeadm: ["join"] });
    expect(second).toMatchObject({ isJoined: false, kubeadm: ["reset", "join"] });
    expect(third).toMatchObject({ isJoined: true, kubeadm: [], said: expect.stringContaining("a node already") });
  });

  test("a zone whose sites are all retired has neither script nor files", () => {
    expect(script({ state: "retired" })).toBe("");
    expect(files("host-file", { state: "retired" })).toEqual([]);
  });
});

describe("what is not supported", () => {
  const unsupported = (example: Example) => {
    const one = site(example);
    return openyurt.unsupported({ parent: parentOf(one), sites: [{ site: one, settings: provisioner }] }, [
      provisioner,
    ]);
  };

  test("workers without a virtual address are fine", () => {
    expect(unsupported({})).toEqual([]);
  });

  test("a virtual address is reported as a warning, since the API is the hub's", () => {
    expect(unsupported({ network: { vip: "10.44.12.10" } })).toMatchObject([
      { requested: expect.stringContaining("vip of a network"), severity: "warning" },
    ]);
  });

  test("two families are lowered: the kubelet gets both addresses", () => {
    const example: Example = {
      network: { nodes: ["10.44.12.0/26", "fd00:44:12::/64"] } as never,
      hosts: [{ address: ["10.44.12.11", "fd00:44:12::11"] }],
    };
    expect(unsupportedFields(site(example), openyurt.fields)).toEqual([]);
    expect(files("host-file", example)[0]?.text).toContain('value: "10.44.12.11,fd00:44:12::11"');
  });

  test.each([
    [{ ...provisioner, version: "v1.6.1" }, "OpenYurt v1.6.1 beside v1.7.0"],
    [{ ...provisioner, autonomy: "1h" }, "another autonomy"],
  ])("other settings at one parent are refused with the reason: one yurt-manager serves both", (other, reason) => {
    const [one, two] = [site(), site({ name: "sz-futian-02" })];
    const scope = {
      parent: parentOf(one),
      sites: [
        { site: one, settings: provisioner },
        { site: two, settings: other },
      ],
    };
    const found = openyurt.unsupported(scope, [provisioner, other]);
    expect(found).toMatchObject([{ requested: expect.stringContaining(reason), subject: two.path }]);
    expect(found[0]?.severity).toBeUndefined();
  });
});
