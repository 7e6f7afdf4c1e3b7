import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { validateObject } from "../../../compiler/validate-object.ts";
import { capiMetal3 } from "../../../engines/provisioning/capi-metal3/capi-metal3.ts";
import { unsupportedByMetal3 } from "../../../engines/provisioning/capi-metal3/unsupported.ts";
import { hostScript } from "../../../engines/provisioning/cluster-api/host-script.ts";
import { certificate } from "../../certificates.ts";
import { objectsFor, poolOf, poolScope } from "../artifacts.ts";
import { agentBootstrap, exampleSite } from "./example-site.ts";
import { type Example, objectsOf, ofKind, provisioner, spec } from "./metal3-site.ts";

const key = (person: string) => `ssh-ed25519 ${"A".repeat(68)} ${person}`;
const bare = `ssh-ed25519 ${"A".repeat(68)}`;

const everything: Example = {
  network: {
    search: ["edge.panji.example", "panji.example"],
    proxy: { https: "http://proxy.panji.example:3128", noProxy: [".panji.example"] },
  },
  parameters: { sshKeys: [key("{{ operator }}")] },
  fleet: { trust: { root: certificate } },
  site: { users: [{ name: "wei", sshKeys: [key("wei"), key("spare")] }] },
};

const annotationsOf = (example: Example) => ofKind(objectsOf(example), "BareMetalHost")[0]?.metadata.annotations ?? {};
const settings = { proxy: '"HTTPS_PROXY=http://proxy.panji.example:3128" "NO_PROXY=' };

describe("Settings of servers", () => {
  test("lie at the host, from where the metadata of its machine takes them", () => {
    const annotations = annotationsOf(everything);
    expect(annotations).toMatchObject({
      "flotilla.dev/timezone": "Asia/Shanghai",
      "flotilla.dev/search": "edge.panji.example panji.example",
      "flotilla.dev/users": `flotilla ${bare}|wei ${bare}|wei ${bare}`,
      "flotilla.dev/proxy": expect.stringContaining(settings.proxy),
    });
    expect(Buffer.from(annotations["flotilla.dev/authorities"] ?? "", "base64").toString()).toBe(certificate);
    const [template] = ofKind(objectsOf(everything), "Metal3DataTemplate");
    const names = ["timezone", "search", "proxy", "users", "authorities", "disks", "nodelabels", "taints"];
    expect(spec(template)["metaData"]).toMatchObject({
      fromAnnotations: names.map((name) => ({
        key: name,
        object: "baremetalhost",
        annotation: `flotilla.dev/${name}`,
      })),
    });
  });

  // They stood in kubeadm's settings, where each change of one had every server of the site installed anew.
  test("replace no server when they change: nothing that Cluster API compares is another", () => {
    const kinds = ["KubeadmControlPlane", "MachineDeployment", "KubeadmConfigTemplate", "Metal3MachineTemplate"];
    const compared = (example: Example) =>
      objectsOf({ roles: ["control-plane", "worker"], ...example }).filter(({ kind }) => kinds.includes(kind));
    const host = {
      labels: { "panji.example/rack": "a", bay: "3" },
      taints: [{ key: "gpu", effect: "NoSchedule" }],
      disk: undefined,
      disks: [
        { purpose: "install", device: "/dev/disk/by-id/nvme-a" },
        { purpose: "volumes", device: "/dev/disk/by-id/nvme-b" },
      ],
    };
    expect(compared({ ...everything, host })).toEqual(compared({}));
    expect(compared({})).toHaveLength(5);
  });

  test("go to servers that run by the site's own cluster, and every object fits the schema of its kind", () => {
    const site = exampleSite({ provisioner, ...everything });
    const own = objectsFor(
      capiMetal3.lower({ site, pool: poolOf(site), bootstrap: agentBootstrap }, provisioner),
      "site",
    );
    expect(own.map(({ kind }) => kind)).toEqual(["Namespace", "ConfigMap", "DaemonSet"]);
    expect(own.flatMap(validateObject)).toEqual([]);
    expect(own[1]?.["data"]).toMatchObject({
      "authorities.pem": certificate,
      timezone: "Asia/Shanghai",
      users: `flotilla ${bare}|wei ${bare}|wei ${bare}`,
      "apply.sh": hostScript,
    });
    const retired = exampleSite({ provisioner, state: "retired" });
    const left = capiMetal3.lower({ site: retired, pool: poolOf(retired), bootstrap: agentBootstrap }, provisioner);
    expect(left).toHaveLength(1);
  });

  test("come by a script of one text: another one replaces every server of every site, so this is a decision", () => {
    expect(createHash("sha256").update(hostScript).digest("hex").slice(0, 8)).toBe("8defceb4");
  });
});

describe("Labels of nodes", () => {
  const labels = { "panji.example/rack": "a", bay: "3", "topology.kubernetes.io/zone": "z1" };

  test("are there from the registration, whatever their domain", () => {
    expect(annotationsOf({ host: { labels } })["flotilla.dev/nodelabels"]).toBe(
      ",panji.example/rack=a,bay=3,topology.kubernetes.io/zone=z1",
    );
  });

  // CAPM3 makes all labels of a domain equal to the host's: below kubernetes.io it would take away what others have set.
  test("follow the file while the server runs, those below a domain of the fleet's own", () => {
    const objects = objectsOf({ host: { labels } });
    expect(ofKind(objects, "BareMetalHost")[0]?.metadata.labels).toEqual({
      "panji.example/rack": "a",
      "flotilla.dev/role": "control-plane",
      "flotilla.dev/arch": "arm64",
    });
    expect(ofKind(objects, "Metal3Cluster")[0]?.metadata.annotations).toMatchObject({
      "metal3.io/metal3-label-sync-prefixes": "panji.example",
    });
    expect(ofKind(objectsOf(), "Metal3Cluster")[0]?.metadata.annotations).not.toHaveProperty(
      "metal3.io/metal3-label-sync-prefixes",
    );
  });

  test("stand beside taints, in the words of the kubelet", () => {
    const taints = [
      { key: "gpu", effect: "NoSchedule" },
      { key: "panji.example/radio", value: "5g", effect: "NoExecute" },
    ];
    expect(annotationsOf({ host: { taints } })["flotilla.dev/taints"]).toBe(
      "gpu=:NoSchedule,panji.example/radio=5g:NoExecute",
    );
  });
});

describe("A registry that asks for an account", () => {
  const registries = (...names: readonly string[]) => ({
    fleet: { registries: names.map((pullSecret, index) => ({ host: `r${index}.panji.example`, pullSecret })) },
  });

  test("gets it from the kubelet, whose file Cluster API fills in from a Secret of the hub", () => {
    const objects = objectsOf({ roles: ["control-plane", "worker"], ...registries("registry-edge") });
    expect(objects.flatMap(validateObject)).toEqual([]);
    const reference = ofKind(objects, "ExternalSecret").find(({ metadata }) => metadata.name === "registry-edge");
    expect(reference && spec(reference)["data"]).toEqual([
      { secretKey: ".dockerconfigjson", remoteRef: { key: "registries/registry-edge", property: ".dockerconfigjson" } },
    ]);
    const file = {
      path: "/var/lib/kubelet/config.json",
      owner: "root:root",
      permissions: "0600",
      contentFrom: { secret: { name: "registry-edge", key: ".dockerconfigjson" } },
    };
    const registration = { nodeRegistration: { ignorePreflightErrors: ["ImagePull"] } };
    const [controlPlane] = ofKind(objects, "KubeadmControlPlane").map(spec);
    expect(controlPlane?.["kubeadmConfigSpec"]).toMatchObject({
      initConfiguration: registration,
      joinConfiguration: registration,
      files: expect.arrayContaining([file]),
    });
    const [worker] = ofKind(objects, "KubeadmConfigTemplate").map(spec);
    expect(JSON.stringify(worker)).toContain(JSON.stringify(file));
  });

  test("is one of one account: a kubelet reads one file", () => {
    const requests = (...names: readonly string[]) =>
      unsupportedByMetal3(poolScope(exampleSite({ provisioner, ...registries(...names) })));
    expect(requests("a", "a")).toEqual([]);
    expect(requests("a", "b")).toMatchObject([{ requested: "the pull secrets a and b; a kubelet reads one file" }]);
  });
});
