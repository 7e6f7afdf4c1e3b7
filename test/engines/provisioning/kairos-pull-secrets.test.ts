import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { carriedOut } from "./kairos-order.ts";
import { files, provisioner, site, stageFiles, unsupported } from "./kairos-site.ts";

const asking = {
  fleet: {
    registries: ["registry.panji.example", { host: "images.panji.example:5000/edge", pullSecret: "edge.images" }],
  },
};
const template = "/etc/flotilla/registries.yaml";
const registries = "/etc/rancher/k3s/registries.yaml";
const secret = { "/etc/flotilla/pull-secrets/edge.images": "robot$edge:p@ss|word\n" };
const auth = Buffer.from("robot$edge:p@ss|word").toString("base64");
const restart = "chroot HOST systemctl try-restart --no-block k3s.service k3s-agent.service";

const configsOf = (text: string | undefined) => (parse(text ?? "") as { configs: unknown }).configs;

describe("a registry that asks who reads", () => {
  test("has a placeholder in what stands in Git, and nothing where K3s reads", () => {
    const staged = stageFiles(files(asking)[0]?.text ?? "");
    expect(configsOf(staged.get(template)?.content)).toEqual({
      "images.panji.example:5000": { auth: { auth: "pull-secret/edge.images" } },
    });
    expect(staged.has(registries)).toBe(false);
  });

  test("gets the credentials of the host at each boot, in a file for root alone", () => {
    const { stages } = parse(files(asking)[0]?.text ?? "") as {
      stages: { boot: { commands: [string]; files: { path: string; content: string }[] }[] };
    };
    const [step] = stages.boot;
    const root = mkdtempSync(join(tmpdir(), "flotilla-host-"));
    mkdirSync(join(root, "etc/flotilla/pull-secrets"), { recursive: true });
    const content = step?.files.find(({ path }) => path === template)?.content ?? "";
    writeFileSync(join(root, template), content);
    for (const [path, text] of Object.entries(secret)) writeFileSync(join(root, path), text);
    const command = step?.commands[0].replace("HOST_DIR=\n", `HOST_DIR=${root}\n`) ?? "";
    const { status, stderr } = spawnSync("sh", ["-euc", command], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    expect(configsOf(readFileSync(join(root, registries), "utf8"))).toEqual({
      "images.panji.example:5000": { auth: { auth } },
    });
    expect(statSync(join(root, registries)).mode & 0o777).toBe(0o600);
    rmSync(root, { recursive: true });
  });

  test("is opened to living servers by an order, which carries no credentials and starts K3s anew once", () => {
    const before = { ...carriedOut({ fleet: { registries: ["registry.panji.example"] } }).files, ...secret };
    const first = carriedOut(asking, before);
    expect(configsOf(first.files[registries])).toEqual({ "images.panji.example:5000": { auth: { auth } } });
    expect(first.calls).toEqual([restart]);
    expect(carriedOut(asking, first.files).calls).toEqual([]);
    const renewed = carriedOut(asking, { ...first.files, "/etc/flotilla/pull-secrets/edge.images": "robot:new" });
    expect(renewed.calls).toEqual([restart]);
    expect(renewed.files[registries]).toContain(Buffer.from("robot:new").toString("base64"));
  });

  test("that asks no longer is read without them", () => {
    const before = carriedOut(asking, secret).files;
    const after = carriedOut({ fleet: { registries: ["registry.panji.example"] } }, before);
    expect(after.files[registries]).not.toContain(auth);
    expect(after.calls).toEqual([restart]);
  });

  test("cannot have two pull secrets, since K3s keeps one for a host", () => {
    const host = "images.panji.example";
    const fleet = {
      registries: [
        { host: `${host}/a`, pullSecret: "a" },
        { host: `${host}/b`, pullSecret: "b" },
      ],
    };
    expect(unsupported(site({ fleet }), provisioner).map(({ requested }) => requested)).toEqual([
      "the pull secret b for images.panji.example, which has another one for another path",
    ]);
  });
});
