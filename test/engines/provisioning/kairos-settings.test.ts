import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { ExampleSite } from "./example-site.ts";
import { carriedOut, settingsOrder as settings } from "./kairos-order.ts";
import { files, stageFiles, two } from "./kairos-site.ts";

const keys = "/etc/ssh/flotilla-kairos.keys";
const both = { parameters: { sshKeys: ["ssh-ed25519 AAAA a", "ssh-ed25519 BBBB b"], ntp: ["10.44.0.1"] } };
const one = { parameters: { sshKeys: ["ssh-ed25519 AAAA a"], ntp: ["10.44.0.1"] } };

describe("settings of living servers", () => {
  // The host's file counted at installation alone: a revoked key opened every server until it was installed anew.
  test("a revoked key leaves the file of the keys and what is played at the next boot", () => {
    const before = carriedOut(both).files;
    expect(before[keys]).toContain("BBBB");
    const after = carriedOut(one, before).files;
    expect(after[keys]).toBe("ssh-ed25519 AAAA a\n");
    expect(JSON.stringify(after)).not.toContain("BBBB");
  });

  test("are the very files that a new server is installed with", () => {
    const after = carriedOut(both).files;
    const installed = stageFiles(files(both)[0]?.text ?? "");
    const played = stageFiles(after["/oem/95_flotilla.yaml"] ?? "");
    expect(played.size).toBe(5);
    for (const [path, { content, permissions }] of played) {
      expect([after[path], installed.get(path)?.content]).toEqual([content, content]);
      expect(installed.get(path)?.permissions).toBe(permissions);
    }
  });

  test("are played by Kairos after what the server was installed with", () => {
    const [config] = Object.keys(carriedOut(both).files).filter((path) => path.startsWith("/oem/"));
    expect((config ?? "") > "/oem/90_custom.yaml").toBe(true);
    expect(parse(carriedOut(both).files[config ?? ""] ?? "")).toMatchObject({
      stages: { initramfs: [{}], boot: [{}] },
    });
  });

  test("that are there already touch nothing", () => {
    const before = carriedOut(both).files;
    const { calls, files: after, code } = carriedOut(both, before);
    expect([code, calls, after]).toEqual([0, [], before]);
  });

  test("of the mirrors start K3s anew, and others do not", () => {
    const before = carriedOut(both).files;
    expect(carriedOut(one, before).calls.join("\n")).not.toContain("k3s");
    const moved = carriedOut({ ...both, fleet: { registries: ["mirror.panji.example"] } }, before);
    expect(moved.files["/etc/rancher/k3s/registries.yaml"]).toContain("https://mirror.panji.example");
    expect(moved.calls).toEqual(["chroot HOST systemctl try-restart --no-block k3s.service k3s-agent.service"]);
  });

  // A try that ended while it waited for its moment had written the mirrors, and the next one found nothing to do.
  test("that an earlier try has written are told by the next one", () => {
    const pending = { "/usr/local/.flotilla-settings": "/etc/rancher/k3s/registries.yaml\n" };
    const { calls, files: after } = carriedOut(both, { ...carriedOut(both).files, ...pending });
    expect(calls).toEqual(["chroot HOST systemctl try-restart --no-block k3s.service k3s-agent.service"]);
    expect(Object.keys(after)).not.toContain("/usr/local/.flotilla-settings");
  });

  test("are another order when they differ, and the same one whatever else does", () => {
    const name = (example: Omit<ExampleSite, "provisioner">) => settings(example).metadata.name;
    expect(name(one)).not.toBe(name(both));
    expect(name({ ...both, roles: two })).toBe(name(both));
  });

  test("reach every server at once, past one that is off, and stop for no failure", () => {
    expect(settings(both)["spec"]).toMatchObject({ concurrency: 0, stopOnFailure: false, cordon: false });
  });
});
