import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { type ExampleSite, image } from "./example-site.ts";
import { provisioner, site, siteObjects, three, two } from "./kairos-site.ts";
import { runOnServer } from "./on-server.ts";

interface Order {
  readonly command: readonly [string, string, string];
  readonly preflight: { readonly command: readonly [string, string, string]; readonly activeDeadlineSeconds: number };
}

function upgrade(example: Omit<ExampleSite, "provisioner"> = {}, settings: Partial<KairosProvisioner> = {}) {
  const objects = siteObjects(site(example, settings), { ...provisioner, ...settings });
  return objects.find(({ metadata }) => metadata.name.startsWith("os-")) as KubernetesObject;
}

const spec = upgrade()["spec"] as unknown as Order;
const preflight = spec.preflight.command[2];
const main = spec.command[2];

describe("the order to upgrade", () => {
  test("has another name for another image, because an order runs only once", () => {
    expect(upgrade().metadata.name).toMatch(/^os-4-0-3-[0-9a-f]{8}$/);
    expect(upgrade({}, { os: image("kairos/ubuntu", "v4.0.4") }).metadata.name).not.toBe(upgrade().metadata.name);
  });

  // uncordonOnFailure followed the number of servers and was in the name: a second server rebooted the first.
  test("keeps its name when a server comes, the mirror moves or more servers may upgrade at a time", () => {
    const names = [
      upgrade({ roles: two }),
      upgrade({ roles: three }),
      upgrade({ fleet: { registries: ["mirror.panji.example"] } }),
      upgrade({}, { concurrency: 2 }),
    ].map(({ metadata }) => metadata.name);
    expect(new Set(names)).toEqual(new Set([upgrade().metadata.name]));
  });

  test("brings a site's own image in place of its profile's, from wherever it lies", () => {
    const own = (osImage: string) => upgrade({ site: { osImage } });
    const order = own("registry.panji.example/kairos/rt:24.04-v4.0.9-k3s1");
    expect(order.metadata.name).toMatch(/^os-4-0-9-[0-9a-f]{8}$/);
    expect(order["spec"]).toMatchObject({
      image: "registry.panji.example/kairos/rt:24.04-v4.0.9-k3s1",
      preflight: { image: "registry.panji.example/kairos/rt:24.04-v4.0.9-k3s1" },
    });
    const { name, tag } = provisioner.os;
    expect(own(`registry.panji.example/${name}:${tag}`).metadata.name).toBe(upgrade().metadata.name);
    const digest = `@sha256:${"0".repeat(64)}`;
    expect(own(`images.panji.example:5000/rt${digest}`).metadata.name).toMatch(/^os-sha256-/);
    expect(own(`images.panji.example:5000/rt:1.0.0${digest}`).metadata.name).toMatch(/^os-1-0-0-[0-9a-f]{8}$/);
  });

  // NodeOpUpgrade counts 120 seconds from before the image is pulled: every upgrade over a thin link failed for good.
  test("gives a server a day to bring the image, and more over a thin link, under the same name", () => {
    const deadline = (link?: string) =>
      (upgrade({ network: { link } })["spec"] as unknown as Order).preflight.activeDeadlineSeconds / 86_400;
    expect([deadline(), deadline("fibre"), deadline("lte"), deadline("satellite")]).toEqual([1, 1, 2, 7]);
    expect(upgrade({ network: { link: "satellite" } }).metadata.name).toBe(upgrade().metadata.name);
  });

  test.each([[["control-plane"]], [two], [three]] as const)("never leaves a server of %j cordoned", (roles) => {
    expect(upgrade({ roles })["spec"]).toMatchObject({ cordon: true, uncordonOnFailure: true, rebootOnSuccess: false });
  });
});

describe("before a server is touched", () => {
  const old = { runs: "v4.0.2", brings: "v4.0.3" };

  test("one that runs the version already is left alone", () => {
    const { code, terminationLog, calls } = runOnServer(preflight, { runs: "v4.0.3", brings: "v4.0.3" });
    expect([code, terminationLog, calls]).toEqual([0, "runs v4.0.3-k3sv1.33.10 already\n", []]);
  });

  test("one alone has nobody to wait for", () => {
    const { code, terminationLog } = runOnServer(preflight, {
      ...old,
      nodes: ["a"],
      ready: "False",
      volumes: "degraded",
    });
    expect([code, terminationLog]).toEqual([0, ""]);
  });

  test.each([
    ["every volume has its copies", { volumes: "healthy\nunknown\n" }],
    ["there is no Longhorn", { volumes: undefined }],
  ])("it goes on where all control planes are Ready and %s", (_, state) => {
    expect(runOnServer(preflight, { ...old, nodes: ["a", "b", "c"], ready: "True\nTrue\nTrue\n", ...state }).code).toBe(
      0,
    );
  });

  // The operator freed the next server as soon as one was back, before Longhorn had rebuilt its copies.
  test.each([
    ["a volume lacks a copy", { volumes: "healthy\ndegraded\n" }],
    ["a volume has none", { volumes: "faulted\n" }],
    ["a control plane is not Ready", { ready: "True\nUnknown\nTrue\n" }],
    ["the API does not answer", { apiFails: true }],
  ])("it waits while %s", (_, state) => {
    const { waited } = runOnServer(preflight, {
      ...old,
      nodes: ["a", "b", "c"],
      ready: "True\n",
      volumes: "",
      ...state,
    });
    expect(waited).toBe(true);
  });
});

describe("the upgrade of a server", () => {
  const old = { runs: "v4.0.2", brings: "v4.0.3", boot: "boot-1" };

  test("evicts its pods, writes the image and reboots; the try does not count as done", () => {
    const { code, calls, tries } = runOnServer(main, { ...old, nodes: ["a", "b"] });
    expect(code).toBe(1);
    expect(calls.map((call) => call.split(" ").slice(0, 3).join(" "))).toEqual([
      "k3s kubectl get",
      "k3s kubectl get",
      "k3s kubectl drain",
      "mount --rbind HOST/dev",
      "mount --rbind HOST/run",
      "kairos-agent upgrade --source",
      "chroot HOST systemctl",
    ]);
    expect(tries).toBe("os-4-0-3-0a1b2c3d-a-xyz12- boot-1\n");
  });

  test("evicts nothing where there is no other server", () => {
    expect(runOnServer(main, { ...old, nodes: ["a"] }).calls.join("\n")).not.toContain("drain");
  });

  test("is done when the server has booted into the new image", () => {
    const back = { runs: "v4.0.3", brings: "v4.0.3", boot: "boot-2", tries: "os-4-0-3-0a1b2c3d-a-xyz12- boot-1\n" };
    const { code, calls, tries } = runOnServer(main, back);
    expect([code, calls, tries]).toEqual([0, [], undefined]);
  });

  // Kairos boots the old image when the new one does not come up; upstream called that a success (kairos issue 2084).
  test("has failed when it has booted into the old one, and is not tried again and again", () => {
    const { code, calls, errors } = runOnServer(main, {
      ...old,
      boot: "boot-2",
      tries: "os-4-0-3-0a1b2c3d-a-xyz12- boot-1\n",
    });
    expect([code, calls]).toEqual([1, []]);
    expect(errors).toContain("booted into v4.0.2-k3sv1.33.10 instead of v4.0.3-k3sv1.33.10");
  });

  test("is tried once more by a new order, whatever an earlier one came to", () => {
    const { calls } = runOnServer(main, { ...old, boot: "boot-2", tries: "os-4-0-3-0a1b2c3d-a-other- boot-1\n" });
    expect(calls.join("\n")).toContain("kairos-agent upgrade");
  });

  test("does not write an image while its pods cannot leave", () => {
    const { code, calls } = runOnServer(main, { ...old, nodes: ["a", "b"], drainFails: true });
    expect(code).toBe(1);
    expect(calls.join("\n")).not.toContain("kairos-agent");
  });
});
