import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { certificate } from "../../certificates.ts";
import { image } from "./example-site.ts";
import { carriedOut, settingsOrder } from "./kairos-order.ts";
import { files, provisioner, site, stageFiles, unsupported } from "./kairos-site.ts";

const trusting = {
  fleet: { trust: { "panji-root": `${certificate}${certificate}` } },
  region: { trust: { gd: certificate } },
};
const store = "/usr/local/share/ca-certificates";
const registriesFile = "/etc/rancher/k3s/registries.yaml";
const authorities = "/etc/rancher/k3s/flotilla-registries.pem";
const update = "chroot HOST update-ca-certificates -f";
const restart = "chroot HOST systemctl try-restart --no-block k3s.service k3s-agent.service";

const storeOf = (paths: Iterable<string>) => [...paths].filter((path) => path.startsWith(store)).sort();

// A private authority reached nobody: no image could be pulled, and no site ever converged.
describe("authorities of the fleet", () => {
  test("stand in the store of the system, each in its own file, before anything of the host starts", () => {
    const text = files(trusting)[0]?.text ?? "";
    const { stages } = parse(text) as { stages: { initramfs: { commands?: string[]; files: { path: string }[] }[] } };
    const step = stages.initramfs.find(({ commands }) => commands?.includes("update-ca-certificates -f"));
    expect(storeOf(step?.files.map(({ path }) => path) ?? [])).toEqual([
      `${store}/flotilla-gd-1.crt`,
      `${store}/flotilla-panji-root-1.crt`,
      `${store}/flotilla-panji-root-2.crt`,
    ]);
    expect(stageFiles(text).get(`${store}/flotilla-gd-1.crt`)).toMatchObject({
      content: certificate,
      permissions: 0o644,
    });
  });

  test("open every registry to containerd, in a file that it reads at each pull", () => {
    const fleet = { ...trusting.fleet, registries: ["registry.panji.example:5000/edge", "images.panji.example"] };
    const staged = stageFiles(files({ ...trusting, fleet })[0]?.text ?? "");
    expect(parse(staged.get(registriesFile)?.content ?? "")).toMatchObject({
      configs: {
        "registry.panji.example:5000": { tls: { ca_file: authorities } },
        "images.panji.example": { tls: { ca_file: authorities } },
      },
    });
    expect(staged.get(authorities)?.content).toBe(certificate.repeat(3));
  });

  test("reach the first agent's Job with the store of its host", () => {
    const text = files(trusting)[0]?.text ?? "";
    const job = stageFiles(text).get("/var/lib/rancher/k3s/server/manifests/flotilla-first-agent.yaml")?.content ?? "";
    expect(job).toContain("path: /etc/ssl/certs");
    expect(job).toContain("mountPath: /etc/ssl/certs");
  });

  test("reach living servers, which go on pulling while K3s starts anew for the first of them only", () => {
    const before = carriedOut({}).files;
    const first = carriedOut(trusting, before);
    expect(storeOf(Object.keys(first.files))).toHaveLength(3);
    expect(first.calls).toEqual([update, restart]);
    const fewer = carriedOut({ region: trusting.region }, first.files);
    expect(fewer.files[authorities]).toBe(certificate);
    expect(fewer.calls).toEqual([update]);
  });

  test("leave all servers when they are withdrawn, and do not come back at the next boot", () => {
    const before = carriedOut(trusting, carriedOut({}).files).files;
    const { files: after, calls } = carriedOut({}, before);
    expect(calls).toEqual([update, restart]);
    expect(JSON.stringify(after)).not.toContain("BEGIN CERTIFICATE");
    expect(JSON.stringify(after)).not.toContain(authorities);
    // What the installation wrote ends with the first order, which every server gets.
    const [first] = (
      parse(files(trusting)[0]?.text ?? "") as { stages: { initramfs: { if?: string }[] } }
    ).stages.initramfs.slice(1);
    expect(first?.if).toBe("[ ! -e /oem/95_flotilla.yaml ]");
    expect(Object.keys(after)).toContain("/oem/95_flotilla.yaml");
  });

  test("are another order when they differ", () => {
    expect(settingsOrder(trusting).metadata.name).not.toBe(settingsOrder().metadata.name);
  });

  test("go where the system of the image looks for them, and are refused for one that is not known", () => {
    const paths = (name: string) => {
      const settings = { os: image(name, "v4.0.3") };
      return [...stageFiles(files(trusting, settings)[0]?.text ?? "").keys()].filter((path) =>
        path.endsWith("gd-1.crt"),
      );
    };
    expect(paths("kairos/debian")).toEqual([`${store}/flotilla-gd-1.crt`]);
    expect(paths("kairos/opensuse")).toEqual(["/etc/pki/trust/anchors/flotilla-gd-1.crt"]);
    expect(paths("kairos/fedora")).toEqual([]);
    const os = image("kairos/fedora", "v4.0.3");
    expect(unsupported(site(trusting, { os }), { ...provisioner, os }).map(({ requested }) => requested)).toEqual([
      expect.stringContaining("kairos/fedora:v4.0.3, whose store of authorities is not known"),
    ]);
    expect(unsupported(site({}, { os }), { ...provisioner, os })).toEqual([]);
  });
});
