import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Site } from "../../../constructs/site.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { objectsFor } from "../artifacts.ts";
import { expectFiles } from "../golden-files.ts";
import { expectTree } from "../golden-tree.ts";
import { type ExampleSite, exampleSite } from "./example-site.ts";
import {
  files,
  hostFiles,
  lower,
  provisioner,
  site,
  siteObjects,
  stageFiles,
  three,
  two,
  unsupported,
} from "./kairos-site.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/kairos/${name}`;

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

  test("the orders to living servers name every field with an unsafe default", () => {
    expectTree(siteObjects(site({ roles: three }), provisioner), golden("orders"));
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

  test("a retired site upgrades nothing any more, and keeps its address to the end", () => {
    const left = siteObjects(site({ state: "retired" }), provisioner).map(({ metadata }) => metadata.name);
    expect(new Set(left)).toEqual(new Set(["kube-vip"]));
  });

  test("the hub holds nothing of a site that looks after itself", () => {
    expect(objectsFor(lower(site(), provisioner), "hub")).toEqual([]);
  });
});

describe("gaps", () => {
  test("a text that would leave its line is told by parameter, whatever the profile lets through", () => {
    const parameters = {
      ntp: ["10.44.0.1", "a\nb"],
      dns: ["\r"],
      gateway: "10.44.12.50",
      sshKeys: ["ssh-rsa A\nssh-rsa B"],
    };
    const found = unsupported(site({ parameters }), provisioner).map(({ requested }) => requested);
    expect(found).toHaveLength(3);
    expect(found[0]).toBe('the value "a\\nb" of parameter ntp in a line of a host\'s file');
  });

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
