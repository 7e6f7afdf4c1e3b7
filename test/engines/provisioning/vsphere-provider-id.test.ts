import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MACHINE_UUID, providerIdScript } from "../../../engines/provisioning/capi-vsphere/provider-id.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "flotilla-vsphere-"));
  for (const folder of ["run/kubeadm", "sys/class/dmi/id"]) mkdirSync(join(root, folder), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function run(serial: string) {
  const settings = join(root, "run/kubeadm/kubeadm-join-config.yaml");
  writeFileSync(join(root, "sys/class/dmi/id/product_serial"), `${serial}\n`);
  writeFileSync(settings, `provider-id: vsphere://${MACHINE_UUID}\n`);
  const { status, stderr } = spawnSync("sh", ["-s"], {
    input: providerIdScript,
    encoding: "utf8",
    env: { ...process.env, ROOT: root },
  });
  return { status, stderr, settings: existsSync(settings) ? readFileSync(settings, "utf8") : undefined };
}

test("A machine of vSphere says its BIOS UUID, which its serial number spells", () => {
  expect(run("VMware-42 1E 5b 2c a1 0d 3f 44-9b 7a 00 11 22 33 44 55")).toEqual({
    status: 0,
    stderr: "",
    settings: "provider-id: vsphere://421e5b2c-a10d-3f44-9b7a-001122334455\n",
  });
});

test("A machine of anybody else becomes no node, and says why", () => {
  expect(run("SGH1234567")).toEqual({
    status: 1,
    stderr: "flotilla: SGH1234567 is no serial number of a virtual machine of vSphere\n",
    settings: undefined,
  });
});

test("cloud-init reads the script as a template of Jinja, in which there is nothing for it to do", () => {
  expect(providerIdScript).not.toMatch(/\{\{|\{%|\{#/);
});
