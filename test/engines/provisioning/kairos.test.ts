import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { validateObject } from "../../../compiler/validate-object.ts";
import type { Site } from "../../../constructs/site.ts";
import { cloudConfig } from "../../../engines/provisioning/kairos/cloud-config.ts";
import { hostTemplateKey, hostVariables } from "../../../engines/provisioning/kairos/host-facts.ts";
import { kairos } from "../../../engines/provisioning/kairos/kairos.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { filesOf, objectsFor, poolOf } from "../artifacts.ts";
import { expectFiles } from "../golden-files.ts";
import { expectTree } from "../golden-tree.ts";
import { type ExampleSite, exampleSite, firstAgent, image } from "./example-site.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/kairos/${name}`;

const provisioner: KairosProvisioner = {
  engine: "kairos",
  os: image("kairos/ubuntu", "24.04-standard-generic-v4.0.3-k3s-v1.33.10-k3s1"),
  k3s: "v1.33.10+k3s1",
  concurrency: 1,
  kubeVip: image("kube-vip/kube-vip", "v1.2.3"),
  installer: image("alpine/k8s", "1.33.10"),
};
const site = (example: Omit<ExampleSite, "provisioner"> = {}, settings: Partial<KairosProvisioner> = {}) =>
  exampleSite({ provisioner: { ...provisioner, ...settings }, ...example });
const lower = (made: Site, settings: KairosProvisioner, bootstrap = firstAgent) =>
  kairos.lower({ site: made, pool: poolOf(made), bootstrap }, settings);
const hostFiles = (made: Site, settings: KairosProvisioner, bootstrap = firstAgent) =>
  filesOf(lower(made, settings, bootstrap));
const siteObjects = (made: Site, settings: KairosProvisioner) => objectsFor(lower(made, settings), "site");
const unsupported = (made: Site, settings: KairosProvisioner) =>
  kairos.unsupported({ site: made, pool: poolOf(made) }, settings);
const files = (example: Omit<ExampleSite, "provisioner"> = {}, settings: Partial<KairosProvisioner> = {}) =>
  hostFiles(site(example, settings), { ...provisioner, ...settings });

interface StageFile {
  readonly path: string;
  readonly permissions: number;
  readonly content: string;
}

/** Files of all stages of a cloud-config by path. */
function stageFiles(text: string): ReadonlyMap<string, StageFile> {
  const config = parse(text) as { stages: Record<string, { files: StageFile[] }[]> };
  const all = Object.values(config.stages).flatMap((steps) => steps.flatMap((step) => step.files));
  return new Map(all.map((file) => [file.path, file]));
}

const two = ["control-plane", "worker"] as const;
const three = ["control-plane", "control-plane", "control-plane"] as const;

describe("golden files", () => {
  test("one server founds a cluster of its own and installs the first agent", () => {
    expectFiles(files(), golden("one"));
  });

  test("a worker joins the only control plane; VLAN, clock and keys come from the site", () => {
    const example = {
      roles: two,
      network: { vlan: 112 },
      parameters: { ntp: ["10.44.0.1", "ntp.panji.example"], sshKeys: ["ssh-ed25519 AAAA operator"] },
    };
    expectFiles(files(example), golden("two"));
  });

  test("one of three control planes founds the cluster while the site is shipped, the others join at the virtual address", () => {
    expectFiles(files({ roles: three, state: "shipped" }), golden("three"));
  });

  test("an upgrade object names every field with an unsafe default", () => {
    expectTree(siteObjects(site({ roles: three }), provisioner), golden("upgrade"));
  });
});

/** What decides of a server's first start, by its name. */
const foundings = (made: Site) =>
  hostFiles(made, provisioner).map(({ text }, index) => {
    const config = parse(stageFiles(text).get("/etc/rancher/k3s/config.yaml")?.content ?? "") as Record<
      string,
      unknown
    >;
    return [made.hosts[index]?.name.at(-1), config["cluster-init"] ? "founds" : config["server"]];
  });

describe("the founding of a cluster", () => {
  const joins = "https://10.44.12.10:6443";

  // A replaced first server said cluster-init without server, and founded a second cluster behind the same address.
  test.each(["active", "held", "offline"])(
    "is over in a site that is %s: every server that is installed joins",
    (state) => {
      expect(foundings(site({ roles: three, state }))).toEqual([
        ["a", joins],
        ["b", joins],
        ["c", joins],
      ]);
    },
  );

  test("is the matter of the server with the first name while the site is shipped, in whatever order the file has them", () => {
    const hosts = [{ name: "sz-nanshan-01-c" }, { name: "sz-nanshan-01-b" }, { name: "sz-nanshan-01-a" }];
    expect(foundings(site({ roles: three, state: "shipped", hosts }))).toEqual([
      ["c", joins],
      ["b", joins],
      ["a", "founds"],
    ]);
  });

  // A lone server without cluster-init lives on SQLite: no snapshots, and whoever joins later gets 401 (k3s issue 2463).
  test.each(["shipped", "active"])(
    "of an only control plane in a site that is %s makes etcd, so that others can join it",
    (state) => {
      expect(foundings(site({ roles: two, state }))).toEqual([
        ["a", "founds"],
        ["b", joins],
      ]);
    },
  );
});

describe("states", () => {
  test("a held site has the same files and objects; its delivery holds them back", () => {
    expect(files({ state: "held" })).toEqual(files());
    expect(siteObjects(site({ state: "held" }), provisioner)).toEqual(siteObjects(site(), provisioner));
  });

  test("a retired site upgrades nothing any more", () => {
    expect(siteObjects(site({ state: "retired" }), provisioner)).toEqual([]);
  });

  test("the hub holds nothing of a site that looks after itself", () => {
    expect(objectsFor(lower(site(), provisioner), "hub")).toEqual([]);
  });
});

describe("upgrades", () => {
  const upgrade = (example: Omit<ExampleSite, "provisioner">, settings: Partial<KairosProvisioner> = {}) =>
    siteObjects(site(example, settings), { ...provisioner, ...settings })[0] as KubernetesObject;

  test("another image is another object, because one runs only once", () => {
    const before = upgrade({}).metadata.name;
    expect(before).toMatch(/^os-4-0-3-[0-9a-f]{8}$/);
    expect(upgrade({}, { os: image("kairos/ubuntu", "v4.0.4") }).metadata.name).not.toBe(before);
    expect(upgrade({}).metadata.name).toBe(before);
  });

  test("only a lone server is put back to work after a failed upgrade", () => {
    expect(upgrade({})["spec"]).toMatchObject({ uncordonOnFailure: true });
    expect(upgrade({ roles: two })["spec"]).toMatchObject({ uncordonOnFailure: false });
  });
});

describe("cloud-config", () => {
  test("begins with the line by which Kairos knows it, and is strict", () => {
    for (const { text } of files({ roles: three })) {
      expect(text.split("\n", 1)).toEqual(["#cloud-config"]);
      expect(parse(text)).toMatchObject({ strict: true, install: { auto: true, reboot: true } });
    }
  });

  test("every manifest on a control plane fits the schema of its kind", () => {
    const [server] = files();
    const manifests = [...stageFiles(server?.text ?? "").values()].filter(({ path }) => path.includes("/manifests/"));
    expect(manifests).toHaveLength(3);
    const objects = manifests.flatMap(({ content }) =>
      parseAllDocuments(content).map((document) => document.toJS() as KubernetesObject),
    );
    expect(objects.map((object) => object.kind)).toContain("Job");
    expect(objects.flatMap(validateObject)).toEqual([]);
  });

  test("the first objects arrive as the delivery engine made them, through three levels of text", () => {
    const manifest = stageFiles(files()[0]?.text ?? "").get(
      "/var/lib/rancher/k3s/server/manifests/flotilla-first-objects.yaml",
    );
    const { data } = parse(manifest?.content ?? "") as { data: Record<string, string> };
    const objects = parseAllDocuments(data["objects.yaml"] ?? "").map((document) => document.toJS() as unknown);
    expect(objects).toEqual(firstAgent.objects);
  });

  test("a template of a chart's values reaches the chart, though Kairos reads templates too", () => {
    const chart = { ...firstAgent.charts[0], values: { rule: "{{ $labels.instance }} is down" } };
    const first = { ...firstAgent, charts: [chart as (typeof firstAgent.charts)[number]] };
    const [file] = hostFiles(site(), provisioner, first);
    expect(file?.text).toContain('{{ "{{" }} $labels.instance }} is down');
    expect(file?.text).not.toContain("{{ $labels");
  });

  test("K3s' settings and its token's place are readable by root alone", () => {
    const config = stageFiles(files()[0]?.text ?? "").get("/etc/rancher/k3s/config.yaml");
    expect(config?.permissions).toBe(0o600);
    expect(parse(config?.content ?? "")).toMatchObject({ "token-file": "/etc/flotilla/k3s-token" });
  });

  test("a registry with a path serves the images of docker.io below that path", () => {
    const fleet = { registries: ["registry.panji.example:5000/mirror/edge", "images.panji.example"] };
    const registries = stageFiles(files({ fleet })[0]?.text ?? "").get("/etc/rancher/k3s/registries.yaml");
    expect(parse(registries?.content ?? "")).toEqual({
      mirrors: {
        "docker.io": {
          endpoint: ["https://registry.panji.example:5000"],
          rewrite: { "^(.*)$": "mirror/edge/$1" },
        },
        "registry.panji.example:5000": { endpoint: ["https://registry.panji.example:5000"] },
        "images.panji.example": { endpoint: ["https://images.panji.example"] },
      },
    });
  });

  test("the settings of the profile decide what K3s runs and what the host keeps", () => {
    const settings = { kubeProxy: true, disable: ["traefik"], embeddedRegistry: true, persistent: ["/srv"] } as const;
    const [file] = files({}, settings);
    const config = stageFiles(file?.text ?? "").get("/etc/rancher/k3s/config.yaml");
    expect(parse(config?.content ?? "")).toMatchObject({
      "disable-kube-proxy": false,
      disable: ["traefik"],
      "embedded-registry": true,
    });
    expect(parse(file?.text ?? "")).toMatchObject({ install: { bind_mounts: ["/srv"] } });
  });

  test("made from a form or written directly it is the same text", { tags: "property" }, () => {
    const text = fc.constantFrom("a", "01", "1e5", "null", "on", "x-1", "10.44.12.9", "ff");
    const host = fc.record({
      name: text.map((name) => name.replaceAll(".", "-")),
      disk: text.map((id) => `/dev/disk/by-id/${id}`),
    });
    const vlan = fc.option(fc.integer({ min: 1, max: 4094 }), { nil: undefined });
    const lists = fc.record({ ntp: fc.array(text), dns: fc.array(text) });
    fc.assert(
      fc.property(host, vlan, lists, fc.constantFrom(two, three), (differences, tag, parameters, roles) => {
        const example = { roles, hosts: [differences], network: { vlan: tag }, parameters };
        const made = site(example);
        const written = made.hosts.map((each) => cloudConfig(hostTemplateKey(each, provisioner), hostVariables(each)));
        const filled = hostFiles(made, { ...provisioner }, { ...firstAgent });
        for (const [index, file] of filled.entries()) expect(file.text.startsWith(written[index] ?? "?")).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("what was made for other sites in between changes nothing", () => {
    const before = files({ roles: three });
    for (let count = 0; count < 40; count++) files({ parameters: { dns: [`10.44.0.${count}`] } });
    expect(files({ roles: three })).toEqual(before);
  });
});

describe("gaps", () => {
  const asked = (example: Omit<ExampleSite, "provisioner">, settings: Partial<KairosProvisioner> = {}) =>
    unsupported(site(example, settings), { ...provisioner, ...settings }).map((each) => each.requested);

  test("one and three control planes are fine, with a worker or without", () => {
    expect([asked({}), asked({ roles: two }), asked({ roles: three })]).toEqual([[], [], []]);
  });

  test("the gateway is the last address where the first is taken; both taken are told, unless it is elsewhere", () => {
    const network = { vip: "10.44.12.1" };
    const hosts = [{ address: "10.44.12.62" }];
    expect(asked({ network })).toEqual([]);
    expect(asked({ network, hosts })).toEqual([expect.stringContaining("host sz-nanshan-01-a at 10.44.12.62")]);
    expect(asked({ network, hosts, parameters: { gateway: "10.44.12.50" } })).toEqual([]);
  });

  test("a profile without kube-vip or installer is told as soon as a site needs them", () => {
    const { kubeVip: _vip, installer: _installer, ...bare } = provisioner;
    const made = exampleSite({ provisioner: bare });
    expect(unsupported(made, bare).map((each) => each.requested)).toEqual([
      expect.stringContaining("no kube-vip to hold"),
      expect.stringContaining("names no installer"),
    ]);
  });
});
