import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GitError } from "../../git/repository/git-error.ts";
import { shownText } from "../../model/shown-text.ts";
import { withoutSecrets } from "../../model/url.ts";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";

const FLEET = "sites/fleet.yaml";
const REGION = "sites/guangdong/region.yaml";
const ZONE = "sites/guangdong/shenzhen.yaml";
const APP = "apps/retail/checkout.yaml";

const token = ["ghp", "Kq7Zt2LwX9vRb4Nc8MdPy3Hs6JfTg1Ua0EoB"].join("_");
const password = ["Zx9qLw7T", "kasse"].join("!");

/** A place of the small fleet, and what stands there with a credential in it. */
interface Planted {
  readonly place: string;
  readonly file: string;
  readonly from: string;
  readonly to: (credential: string) => string;
}

const asValue = (place: string, file: string, from: string, before: string, after = ""): Planted => ({
  place,
  file,
  from,
  to: (credential) => `${before}${JSON.stringify(credential)}${after}`,
});

/** Where a value is wrong, or is not looked at by its name. */
const values: readonly Planted[] = [
  asValue("a parameter", ZONE, "storage: 200Gi", "storage: "),
  asValue("a parameter that is unknown", ZONE, "storage: 200Gi", "storage: 200Gi, adminPassword: "),
  asValue("an item of a parameter", ZONE, '"10.44.0.1"', ""),
  asValue("a label", ZONE, "customer: metro }", "customer: ", " }"),
  asValue("a field that is unknown", ZONE, "state: active", "state: active\n    password: "),
  asValue("a comment beside a fault", ZONE, "state: active", "state: actve # password: "),
  asValue("a field beside a fault", ZONE, "state: active", "parking: { password: ", " }\n    state: actve"),
  asValue("the state", ZONE, "state: active", "state: "),
  asValue("the profile", ZONE, "edge-k3s@1.0.0", ""),
  asValue("the name of a site", ZONE, "name: sz-nanshan-01\n", "name: ", "\n"),
  asValue("an architecture", ZONE, "arch: arm64", "arch: "),
  asValue("an address", ZONE, "address: 10.44.12.11", "address: "),
  asValue("a MAC", ZONE, '"02:44:0c:00:00:01"', ""),
  asValue("a machine's id", ZONE, "4c4c4544-0051-3110-8052-b4c04f4e3332", ""),
  asValue("a disk", ZONE, "/dev/disk/by-id/nvme-a", ""),
  asValue("a device", ZONE, "[sriov, ptp]", "[", "]"),
  asValue("a time zone", REGION, "Asia/Shanghai", ""),
  asValue("an AS", REGION, "64544", ""),
  asValue("a delivery", REGION, "delivery: flux", "delivery: "),
  asValue("an app's setting", APP, "LOG_LEVEL: info", "DB_PASSWORD: "),
  asValue("an app's setting that is there twice", APP, "LOG_LEVEL: info", "A_PASSWORD: a, A_PASSWORD: "),
  asValue("an app's CPU", APP, "cpu: 250m", "cpu: "),
  asValue("an app's tenant", APP, "tenant: retail", "tenant: "),
  asValue("an app's placement", APP, "placement: native", "placement: "),
  asValue("a text without an end", ZONE, "state: active", "state: active\n    note: 'password ", ""),
];

/** Where only a token tells itself apart: names, and parts of addresses. */
const names: readonly Planted[] = [
  { place: "a key", file: ZONE, from: "state: active", to: (v) => `state: active\n    "${v}": 1` },
  { place: "a key that is there twice", file: ZONE, from: "state: active", to: (v) => `"${v}": a\n    "${v}": b` },
  { place: "the name of a parameter", file: ZONE, from: "storage: 200Gi", to: (v) => `"${v}": 200Gi` },
  { place: "the name of a label", file: ZONE, from: "customer: metro }", to: (v) => `"${v}": metro }` },
  { place: "the name of a zone", file: APP, from: "  shenzhen: {", to: (v) => `  "${v}": {` },
  { place: "the tag of an image", file: APP, from: "checkout:2.4.1", to: (v) => `checkout:${v}` },
  { place: "the user of a registry", file: APP, from: "image: registry", to: (v) => `image: bob:${v}@registry` },
  {
    place: "a registry",
    file: FLEET,
    from: "[registry.panji",
    to: (v) => `["bob:${v}@registry.panji.example", r.panji`,
  },
  { place: "an owner", file: FLEET, from: "owners: [retail-team]", to: (v) => `owners: ["${v}"]` },
  { place: "the repositories", file: FLEET, from: "https://git", to: (v) => `https://bob:${v}@git` },
  { place: "a query", file: FLEET, from: "example/fleet", to: (v) => `example/fleet?access_token=${v}` },
  { place: "a BMC", file: ZONE, from: "redfish://", to: (v) => `redfish://root:${v}@` },
];

const commands: readonly (readonly string[])[] = [
  ...["text", "json", "sarif", "junit", "markdown"].map((format) => ["check", "--format", format]),
  ["explain", "sz-nanshan-01"],
  ["explain", "retail/checkout"],
  ["list", "sites"],
  ["list", "sites", "--format", "json"],
  ["list", "apps"],
  ["list", "images"],
  ["fmt", "--check"],
];

function fleetWith({ file, from, to }: Planted, credential: string): string {
  const text = smallFleet()[file] as string;
  expect(text).toContain(from);
  return fleetOnDisk({ [file]: text.replace(from, () => to(credential)) });
}

/** What any command says of a fleet, to a person and to a program. */
async function everythingSaid(fleet: string): Promise<string> {
  const said: string[] = [];
  const writing = [
    ["synth", "--out", join(fleet, "out")],
    ["publish", "--to", join(fleet, "repositories")],
    ["plan", "--against", join(fleet, "repositories")],
    ["plan", "--against", join(fleet, "repositories"), "--format", "json"],
  ];
  for (const args of [...commands, ...writing]) {
    const { stdout, stderr } = await runCommandHere([...args, "--fleet", fleet], { interactive: true });
    said.push(stdout, stderr);
  }
  return said.join("\n");
}

describe("No command prints a credential, in any form of its output, that stands", () => {
  test.each([...values, ...names])("as a token in the place of $place", async (planted) => {
    expect(await everythingSaid(fleetWith(planted, token))).not.toContain(token.slice(4));
  });

  test.each(values)("as a password of a person in the place of $place", async (planted) => {
    expect(await everythingSaid(fleetWith(planted, password))).not.toContain(password);
  });
});

test("A list of servers with credentials is imported without one of them in the report or the zone file", async () => {
  const header = "site;name;serial;MAC;address;netmask;gateway;role;arch;disk;BMC;BMC credentials;BMC password;rack";
  const server = `sz-01;sz-01-a;X1;02:44:0c:00:00:01;10.44.12.11;255.255.255.192;10.44.12.1;control-plane;amd64;/dev/sda;https://root:${token}@10.44.255.11;sz-01;${password};${token}`;
  const folder = folderWith({ "servers.csv": `${header}\n${server}\n` });
  for (const format of ["text", "json"]) {
    const { stdout, stderr } = await runCommandHere(
      ["import", "servers.csv", "--zone", "shenzhen", "--region", "guangdong", "--format", format],
      { cwd: folder },
    );
    expect(stdout).toContain("sz-01-a");
    expect(stdout + stderr).not.toContain(token.slice(4));
    expect(stdout + stderr).not.toContain(password);
  }
});

describe("Whatever another program says goes through the same redaction", () => {
  test.each([
    ["a URL", `fatal: https://bob:${token}@h.example/a`, "fatal: https://h.example/a"],
    [
      "a query",
      `GET https://h.example/a?ref=main&private_token=abc123def`,
      "GET https://h.example/a?ref=main&private_token=...",
    ],
    ["a token alone", `remote: found ${token} in the push`, "remote: found ... in the push"],
    ["a login name of ssh, which is none", "ssh://git@h.example/a", "ssh://git@h.example/a"],
    ["names that a cluster fills in", "postgres://$(USER):$(PASS)@db/a", "postgres://$(USER):$(PASS)@db/a"],
    ["a commit, which is none", `commit ${"a1".repeat(20)}`, `commit ${"a1".repeat(20)}`],
  ])("%s", (_, text, shown) => {
    expect(shownText(text)).toBe(shown);
  });

  test("a Git that quotes a token says it to nobody", () => {
    expect(new GitError("git/command", `remote: ${token}`, "").message).toBe("remote: ...");
  });

  test("a wrong value is quoted, unless it may be a password", () => {
    expect(withoutSecrets("edge-k3s@1.0.0")).toBe("edge-k3s@1.0.0");
    expect(withoutSecrets("10.44.12.0/26")).toBe("10.44.12.0/26");
    expect(withoutSecrets(password)).toBe("...");
    expect(withoutSecrets(token)).toBe("...");
  });
});

test("Every door out of the program leads through it", () => {
  const doors = ["cli/main.ts", "stacks/index.ts", "stacks/regions/main.ts", "stacks/provider/service.ts"];
  for (const door of doors) {
    expect(readFileSync(new URL(`../../${door}`, import.meta.url), "utf8"), door).toContain("shownText(");
  }
});
