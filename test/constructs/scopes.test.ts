import { expect, test } from "vitest";
import { existing } from "../../engines/provisioning/existing/existing.ts";
import { certificatesOf } from "../../model/certificate.ts";
import { certificate } from "../certificates.ts";
import { type ExampleSite, exampleSite } from "../engines/provisioning/example-site.ts";

const site = (example: Omit<ExampleSite, "provisioner">) => exampleSite({ provisioner: existing.example, ...example });
const key = (person: string) => `ssh-ed25519 ${"A".repeat(68)} ${person}`;

test("a region trusts the fleet's authorities and its own, which count where the names are equal", () => {
  const made = site({
    fleet: { trust: { root: "trust/old.pem", mail: certificate } },
    region: { trust: { root: certificate } },
  });
  expect(Object.entries(made.region.trust)).toEqual([
    ["mail", certificate],
    ["root", certificate],
  ]);
});

test("a bundle falls into its certificates, each of which is a text of its own", () => {
  expect(certificatesOf(`# root\n${certificate}\n# spare\r\n${certificate}`)).toEqual([certificate, certificate]);
});

test("who may log in is told by fleet, region and site, of which the narrowest counts for one name", () => {
  const made = site({
    fleet: { users: [{ name: "wei", sshKeys: [key("old")] }] },
    region: { users: [{ name: "lan", sshKeys: [key("lan")] }] },
    site: { users: [{ name: "wei", sshKeys: [key("new")] }] },
  });
  expect(made.users).toEqual([
    { name: "lan", sshKeys: [key("lan")] },
    { name: "wei", sshKeys: [key("new")] },
  ]);
});

test("what is inside of a site is reached without its proxy: servers, pods, services, names of the cluster", () => {
  const proxy = { https: "http://proxy.panji.example:3128", noProxy: [".panji.example", "10.44.12.0/26"] };
  expect(site({ network: { proxy } }).network.proxy).toEqual({
    http: undefined,
    https: "http://proxy.panji.example:3128",
    noProxy: [
      ...["localhost", "127.0.0.0/8", "::1", "10.44.12.0/26", "10.244.0.0/16", "10.96.0.0/16"],
      ...[".svc", ".cluster.local", ".panji.example"],
    ],
  });
});

test("ranges that a site leaves to K3s are reached without its proxy as well", () => {
  const made = site({
    network: { proxy: { https: "http://proxy.panji.example:3128" }, pods: undefined, services: undefined },
  });
  expect(made.network.proxy?.noProxy).toEqual(expect.arrayContaining(["10.42.0.0/16", "10.43.0.0/16"]));
});

test("a site without a proxy has none", () => {
  expect(site({}).network.proxy).toBeUndefined();
});

// Nobody has the machine id of a server that was never switched on, and it was required.
test("a server is known by its machine id, or else by its serial number, or else by its card", () => {
  const id = (host: object) => site({ host }).hosts[0]?.id;
  expect(id({ serial: "CZ21470ABC" })).toBe("4c4c4544-0051-3110-8052-b4c04f4e3330");
  expect(id({ machineId: undefined, serial: "CZ21470ABC" })).toBe("serial-cz21470abc");
  expect(id({ machineId: undefined })).toBe("mac-02440c000001");
});
