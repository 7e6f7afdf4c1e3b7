import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../cli/main.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { certificate } from "../certificates.ts";
import { carriedOut } from "../engines/provisioning/kairos-order.ts";
import { hostFiles, provisioner, site } from "../engines/provisioning/kairos-site.ts";

const clone = join(import.meta.dirname, "..", "..");
const out = mkdtempSync(join(tmpdir(), "flotilla-kairos-"));
let validate = "";

beforeAll(async () => {
  validate = await programOf("kairos-validate");
  expect(await main(["synth", "--fleet", clone, "--out", out])).toBe(0);
}, 600_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

const filesNamed = (pattern: RegExp) =>
  readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

function validated(files: readonly string[]) {
  const { status, stderr } = spawnSync(validate, files, { encoding: "utf8" });
  return { status, problems: stderr };
}

test("Kairos takes every cloud-config of the sample fleet, and knows every key of its stages", () => {
  const files = filesNamed(/^cloud-config\.yaml$/);
  expect(files.length).toBeGreaterThan(100);
  expect(validated(files)).toEqual({ status: 0, problems: "" });
}, 120_000);

test("Kairos takes what an order writes for the next boot of a living server", () => {
  const orders = filesNamed(/^nodeop_operator-system_settings-.*\.yaml$/);
  expect(orders.length).toBeGreaterThan(10);
  const files = orders.map((order, index) => {
    const { spec } = load(readFileSync(order, "utf8")) as { spec: { command: readonly string[] } };
    const text = /^put \/oem\/95_flotilla\.yaml <<'FLOTILLA_END'\n([\s\S]*?)^FLOTILLA_END$/m.exec(
      spec.command[2] ?? "",
    )?.[1];
    const file = join(out, `later-${index}.yaml`);
    // The accounts are those of the installation; the schema asks for some.
    writeFileSync(file, `${text ?? ""}users: [{ name: kairos }]\n`);
    return file;
  });
  expect(validated(files)).toEqual({ status: 0, problems: "" });
}, 120_000);

test("Kairos takes a cloud-config with all that a site may say, and what an order writes for it", () => {
  const key = `ssh-ed25519 ${"A".repeat(68)} wei`;
  const disk = (purpose: string) => ({ purpose, device: `/dev/disk/by-id/${purpose}` });
  const example = {
    fleet: {
      trust: { root: certificate },
      users: [{ name: "wei", sshKeys: [key] }],
      registries: [{ host: "registry.panji.example", pullSecret: "edge" }],
    },
    network: { proxy: { https: "http://proxy.panji.example:3128" }, search: ["panji.example"], mtu: 9000 },
    host: {
      disk: undefined,
      disks: ["install", "volumes", "images", "etcd", "logs"].map(disk),
      kernelArguments: ["a=b"],
    },
  };
  const settings = { ...provisioner, volumes: ["/var/lib/longhorn"] };
  const texts = [
    ...hostFiles(site(example, settings), settings).map(({ text }) => text),
    `${carriedOut(example).files["/oem/95_flotilla.yaml"]}users: [{ name: kairos }]\n`,
  ];
  const written = texts.map((text, index) => {
    const file = join(out, `all-${index}.yaml`);
    writeFileSync(file, text);
    return file;
  });
  expect(written).toHaveLength(2);
  expect(validated(written)).toEqual({ status: 0, problems: "" });
});

test.each([
  ["a wrong type", "install: { auto: 3 }\n", "auto"],
  ["an unknown key of a stage", "stages: { boot: [{ name: x, fils: [] }] }\n", "fils"],
  ["an unknown key of a file", "stages: { boot: [{ files: [{ path: /x, mode: 420 }] }] }\n", "mode"],
])("the validator sees %s", (_, text, word) => {
  const file = join(out, "faulty.yaml");
  writeFileSync(file, `#cloud-config\nusers: [{ name: kairos, passwd: x }]\n${text}`);
  const { status, problems } = validated([file]);
  expect(status).toBe(1);
  expect(problems).toContain(word);
});
