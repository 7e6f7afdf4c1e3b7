import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { validateObject } from "../../../compiler/validate-object.ts";
import { cloudConfig } from "../../../engines/provisioning/kairos/cloud-config.ts";
import { hostTemplateKey, hostVariables } from "../../../engines/provisioning/kairos/host-facts.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { agentBootstrap } from "./example-site.ts";
import { agentFlags, serverFlags } from "./k3s-flags.ts";
import {
  files,
  hostFiles,
  provisioner,
  type StageFile,
  site,
  siteObjects,
  stageFiles,
  three,
  two,
} from "./kairos-site.ts";

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

  // K3s applies its manifests at each start. The binding of a Job that had ended came back and stayed.
  test("the first agent's Job goes when it is done, so that each start of K3s makes and ends it anew", () => {
    const path = "/var/lib/rancher/k3s/server/manifests/flotilla-first-agent.yaml";
    const objects = parseAllDocuments(stageFiles(files()[0]?.text ?? "").get(path)?.content ?? "");
    const job = objects.map((document) => document.toJS() as KubernetesObject).find(({ kind }) => kind === "Job");
    expect(job?.["spec"]).toMatchObject({ ttlSecondsAfterFinished: 0 });
  });

  test("kube-vip is the very same in the first agent's files and in the site's own folder", () => {
    const path = "/var/lib/rancher/k3s/server/manifests/flotilla-first-address.yaml";
    const { data } = parse(stageFiles(files()[0]?.text ?? "").get(path)?.content ?? "") as {
      data: Record<string, string>;
    };
    const first = parseAllDocuments(data["address.yaml"] ?? "").map((document) => document.toJS() as KubernetesObject);
    const own = siteObjects(site(), provisioner).filter(({ metadata }) => metadata.name === "kube-vip");
    expect(first).toEqual(own);
    expect(first.map(({ kind }) => kind)).toContain("DaemonSet");
  });

  test("the first objects arrive as the delivery engine made them, through three levels of text", () => {
    const manifest = stageFiles(files()[0]?.text ?? "").get(
      "/var/lib/rancher/k3s/server/manifests/flotilla-first-objects.yaml",
    );
    const { data } = parse(manifest?.content ?? "") as { data: Record<string, string> };
    const objects = parseAllDocuments(data["objects.yaml"] ?? "").map((document) => document.toJS() as unknown);
    expect(objects).toEqual(agentBootstrap.objects);
  });

  test("a template of a chart's values reaches the chart, though Kairos reads templates too", () => {
    const chart = { ...agentBootstrap.charts[0], values: { rule: "{{ $labels.instance }} is down" } };
    const first = { ...agentBootstrap, charts: [chart as (typeof agentBootstrap.charts)[number]] };
    const [file] = hostFiles(site(), provisioner, first);
    expect(file?.text).toContain('{{ "{{" }} $labels.instance }} is down');
    expect(file?.text).not.toContain("{{ $labels");
  });

  test("K3s knows every key of its settings, for the part that a server has", () => {
    const example = { roles: ["control-plane", "control-plane", "control-plane", "worker"] as const, state: "shipped" };
    const keys = files(example).map(({ text }) => {
      const config = stageFiles(text).get("/etc/rancher/k3s/config.yaml")?.content ?? "";
      return Object.keys(parse(config) as object);
    });
    expect(keys).toHaveLength(4);
    for (const [index, own] of keys.entries()) {
      const known = index === 3 ? agentFlags : serverFlags;
      expect(own.filter((key) => !known.has(key))).toEqual([]);
    }
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

  test("a server is installed from the image of its site's own, where there is one", () => {
    const source = (example: object) =>
      (parse(files(example)[0]?.text ?? "") as { install: { source: string } }).install.source;
    expect(source({})).toBe("oci:registry.panji.example/kairos/ubuntu:24.04-standard-generic-v4.0.3-k3s-v1.33.10-k3s1");
    const osImage = "images.panji.example/kairos/rt:v4.0.9";
    expect(source({ site: { osImage } })).toBe("oci:images.panji.example/kairos/rt:v4.0.9");
  });

  // Kairos makes the partition for the first image, and no bigger one fits later (kairos issue 3788).
  test("the partition of the images has room for later ones from the first day, as the profile says", () => {
    const partitions = (settings: Partial<KairosProvisioner>) =>
      (parse(files({}, settings)[0]?.text ?? "") as { install: { partitions: unknown } }).install.partitions;
    expect(partitions({})).toEqual({ state: { size: 24576 } });
    expect(partitions({ statePartition: 12000 })).toEqual({ state: { size: 12000 } });
  });

  // /etc is forgotten at a reboot, and K3s does not start without the file of its token.
  test("the folder of the token outlives a reboot", () => {
    for (const settings of [{}, { persistent: ["/srv"] }]) {
      const { install } = parse(files({}, settings)[0]?.text ?? "") as { install: { bind_mounts: string[] } };
      expect(install.bind_mounts).toContain("/etc/flotilla");
    }
  });

  test("the gateway serves names until a site names a server, and others take its place", () => {
    const servers = (parameters: object) => {
      const staged = stageFiles(files({ parameters })[0]?.text ?? "");
      const folder = "/etc/systemd/network/05-flotilla.network";
      return `${staged.get(folder)?.content.split("\n\n")[1]}${staged.get(`${folder}.d/dns.conf`)?.content}`;
    };
    const own = "[Network]\nAddress=10.44.12.11/26\nGateway=10.44.12.1\nDNS=10.44.12.1\n";
    expect(servers({})).toBe(`${own}[Network]\n`);
    expect(servers({ dns: ["10.44.0.53", "10.44.1.53"] })).toBe(
      `${own}[Network]\nDNS=\nDNS=10.44.0.53\nDNS=10.44.1.53\n`,
    );
  });

  // Kairos only adds keys to an account: one that is revoked would stay.
  test("sshd reads the keys from a file that is written as a whole, not from the account's own", () => {
    const [file] = files({ parameters: { sshKeys: ["ssh-ed25519 AAAA a", "ssh-ed25519 BBBB b"] } });
    const staged = stageFiles(file?.text ?? "");
    expect(parse(file?.text ?? "")).toMatchObject({ users: [{ name: "kairos", lock_passwd: true }] });
    expect(file?.text).not.toContain("ssh_authorized_keys");
    expect(staged.get("/etc/ssh/flotilla-kairos.keys")?.content).toBe("ssh-ed25519 AAAA a\nssh-ed25519 BBBB b\n");
    expect(staged.get("/etc/ssh/sshd_config.d/04-flotilla.conf")?.content).toContain(
      "Match User kairos\n  AuthorizedKeysFile /etc/ssh/flotilla-%u.keys",
    );
  });

  // systemd-networkd and systemd-timesyncd are no root, and yip makes a missing folder 0744.
  test("folders of drop-in files are made for everybody to enter", () => {
    const { stages } = parse(files()[0]?.text ?? "") as {
      stages: { initramfs: { directories: object[]; files: StageFile[] }[] };
    };
    for (const step of stages.initramfs) {
      const dropIns = step.files
        .map(({ path }) => path.slice(0, path.lastIndexOf("/")))
        .filter((path) => path.endsWith(".d"));
      expect(step.directories).toEqual([...new Set(dropIns)].map((path) => ({ path, permissions: 0o755 })));
    }
  });

  test("K3s starts anew every month, since it renews its certificates only then", () => {
    for (const { text } of files({ roles: two })) {
      const staged = stageFiles(text);
      expect(staged.get("/etc/systemd/system/flotilla-k3s-restart.timer")?.content).toContain("OnCalendar=monthly");
      expect(staged.get("/etc/systemd/system/flotilla-k3s-restart.service")?.content).toContain(
        "try-restart k3s.service k3s-agent.service",
      );
      expect(parse(text)).toMatchObject({
        stages: { initramfs: [{ systemctl: { enable: ["flotilla-k3s-restart.timer"] } }] },
      });
    }
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
    expect(parse(file?.text ?? "")).toMatchObject({ install: { bind_mounts: ["/etc/flotilla", "/srv"] } });
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
        const filled = hostFiles(made, { ...provisioner }, { ...agentBootstrap });
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
