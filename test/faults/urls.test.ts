import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { GitError } from "../../git/repository/git-error.ts";
import { locate } from "../../git/repository/location.ts";
import { withoutUserinfo } from "../../model/url.ts";
import { provenanceOf } from "../../pipeline/provenance.ts";
import { inputFaults, treeInputs } from "../../stacks/provider/inputs.ts";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The small fleet with one text of one file in another wording. */
function edited(file: string, from: string, to: string): string {
  const text = smallFleet()[file] as string;
  expect(text).toContain(from);
  return fleetOnDisk({ [file]: text.replace(from, to) });
}

const FLEET = "sites/fleet.yaml";
const REGION = "sites/guangdong/region.yaml";
const ZONE = "sites/guangdong/shenzhen.yaml";
const APP = "apps/retail/checkout.yaml";

describe("A URL with a user or a password is refused wherever it stands in a fleet, and its secret is not repeated", () => {
  test.each([
    ["the repositories", FLEET, "https://git.panji.example/fleet", `https://bob:${TOKEN}@git.panji.example/fleet`],
    ["a token alone", FLEET, "https://git.panji.example/fleet", `https://${TOKEN}@git.panji.example/fleet`],
    ["a password of ssh", FLEET, "https://git.panji.example/fleet", `ssh://git:${TOKEN}@git.panji.example/fleet`],
    ["a password with a slash", FLEET, "https://git.panji.example/fleet", `https://bob:a/${TOKEN}@git.panji.example/f`],
    ["an escaped @", FLEET, "https://git.panji.example/fleet", `"https://bob:${TOKEN}\\x40git.panji.example/fleet"`],
    ["the centre's endpoint", FLEET, "https://centre.panji", `https://bob:${TOKEN}@centre.panji`],
    ["a hub's endpoint", REGION, "https://hub.gd", `https://bob:${TOKEN}@hub.gd`],
    ["a proxy", ZONE, "vlan: 112 }", `vlan: 112, proxy: { http: "http://bob:${TOKEN}@proxy.panji.example:3128" } }`],
    ["a parameter", ZONE, "storage: 200Gi", `storage: 200Gi, mirror: "https://bob:${TOKEN}@m.panji.example"`],
    ["an app's configuration", APP, "LOG_LEVEL: info", `LOG_LEVEL: info, DB: "postgres://bob:${TOKEN}@db/shop"`],
    ["a BMC", ZONE, "redfish://10.44", `redfish://root:${TOKEN}@10.44`],
  ])("%s", async (_, file, from, to) => {
    const { code, stdout, stderr } = await runCommandHere(["check", "--fleet", edited(file, from, to)]);
    expect(code).toBe(2);
    expect(stdout).toContain("load/url-credentials");
    expect(stdout + stderr).not.toContain(TOKEN);
    expect(stdout + stderr).not.toContain("bob");
  });

  test("an object that a site brings along", async () => {
    const zone = (smallFleet()[ZONE] as string).replace("    labels:", "    manifests: manifests/own\n    labels:");
    const fleet = fleetOnDisk({
      [ZONE]: zone,
      "sites/manifests/own/a.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: retail }\ndata: { url: "https://bob:${TOKEN}@h.example" }\n`,
    });
    const { code, stdout } = await runCommandHere(["check", "--fleet", fleet]);
    expect(code).toBe(2);
    expect(stdout).toContain("sites/manifests/own/a.yaml:4:14");
    expect(stdout).not.toContain(TOKEN);
  });

  test("https://host@evil, where the host is only the user, is no endpoint", async () => {
    const fleet = edited(REGION, "https://hub.gd.panji.example:6443", "https://hub.gd.panji.example@evil.example:6443");
    expect((await runCommandHere(["check", "--fleet", fleet])).code).toBe(2);
  });

  test("a port of more than 65535 is told as a fault of the file, not of a rule", async () => {
    const fleet = edited(REGION, "hub.gd.panji.example:6443", "hub.gd.panji.example:99999");
    const { code, stdout } = await runCommandHere(["check", "--fleet", fleet]);
    expect(code).toBe(2);
    expect(stdout).toContain("sites/guangdong/region.yaml:5:45: error load/value: hub.endpoint");
    expect(stdout).not.toContain("could not be evaluated");
  });

  test.each([
    ["the login name of ssh", FLEET, "https://git.panji.example/fleet", "ssh://git@git.panji.example/fleet"],
    [
      "names that the cluster fills in",
      APP,
      "LOG_LEVEL: info",
      'LOG_LEVEL: info, DB: "postgres://$(DB_USER):$(DB_PASS)@db/shop"',
    ],
    ["a path with an @", APP, "LOG_LEVEL: info", 'LOG_LEVEL: info, URL: "https://h.example:8443/a@v1"'],
  ])("%s is no credential", async (_, file, from, to) => {
    const { stdout } = await runCommandHere(["check", "--fleet", edited(file, from, to)]);
    expect(stdout).not.toContain("load/url-credentials");
  });
});

describe("A credential in --to is refused before anything is read, and what to use instead is said", () => {
  test.each([
    `https://${TOKEN}@git.panji.example/fleet`,
    `https://bob:${TOKEN}@git.panji.example/fleet`,
    `ssh://git:${TOKEN}@git.panji.example/fleet`,
    `git:${TOKEN}@git.panji.example:fleet`,
  ])("%s", async (to) => {
    const { code, stdout, stderr } = await runCommandHere(["publish", "--fleet", fleetOnDisk(), "--to", to]);
    expect(code).toBe(2);
    expect(stderr).toContain("credential helpers");
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  test("nor does Pulumi's provider take one, so its state holds none", () => {
    const failures = inputFaults(treeInputs, {
      remote: `https://bob:${TOKEN}@git.panji.example/fleet/centre.git`,
      branch: "main",
      fleet: "panji",
      repository: "centre",
      unit: "centre",
      files: {},
      owners: {},
    });
    expect(failures).toEqual([
      'remote: found "https://git.panji.example/fleet/centre.git", expected a URL without a user or a password, which would be kept in the state; correct the value in its place',
    ]);
  });
});

describe("One redaction drops user and password from every URL that is printed or kept", () => {
  test.each([
    ["https://bob:x@h.example/a", "https://h.example/a"],
    ["https://ghp_x@h.example/a", "https://h.example/a"],
    ["ssh://git@h.example:22/a", "ssh://h.example:22/a"],
    ["https://b@b:p@ss@h.example/a", "https://h.example/a"],
    ["https://bob:p/w@h.example/a", "https://h.example/a"],
    ["HTTPS://bob:p%40@h.example", "HTTPS://h.example"],
    ["fatal: 'https://bob:x@h/a' and ssh://git@g/b", "fatal: 'https://h/a' and ssh://g/b"],
    ["https://h.example:443/a@v1", "https://h.example:443/a@v1"],
    ["https://[fd00::1]:443/a@v1", "https://[fd00::1]:443/a@v1"],
    ["someone@h.example", "someone@h.example"],
  ])("%s", (text, redacted) => {
    expect(withoutUserinfo(text)).toBe(redacted);
  });

  test("what Git says of a URL that the user's own configuration put a token into", () => {
    expect(new GitError("git/command", `unable to access 'https://${TOKEN}@h.example/'`, "").message).toBe(
      "unable to access 'https://h.example/'",
    );
  });

  test("where the fleet came from, in README and provenance", () => {
    const fleet = fleetOnDisk();
    execFileSync("git", ["init", "-q", fleet]);
    execFileSync("git", ["-C", fleet, "remote", "add", "origin", `https://${TOKEN}@git.panji.example/fleet.git`]);
    expect(provenanceOf(fleet).source).toBe("https://git.panji.example/fleet.git");
  });
});

describe("host:path is a server and a path, as Git reads it", () => {
  test.each([
    ["gitserver:fleet", "ssh://gitserver/fleet"],
    ["gitserver:/srv/fleet/a.git", "ssh://gitserver/srv/fleet/a"],
    ["git@gitserver:fleet", "ssh://git@gitserver/fleet"],
  ])("%s", (remote, canonical) => {
    expect(locate(remote)).toEqual({ kind: "url", url: remote, canonical });
  });

  test.each(["./gitserver:fleet", "/srv/git:fleet", "out/repos"])(
    "%s is a folder: a slash stands before the colon",
    (remote) => {
      expect(locate(remote).kind).toBe("path");
    },
  );

  test("publish --to gitserver:fleet asks that server, and makes no folder of this name", async () => {
    const [cwd, programs] = [scratch(), scratch()];
    vi.stubEnv("XDG_CACHE_HOME", programs);
    vi.stubEnv("GIT_SSH_COMMAND", "echo >&2 asked for");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    vi.spyOn(process, "cwd").mockReturnValue(cwd);
    const args = ["publish", "--fleet", fleetOnDisk(), "--to", "gitserver:fleet", "--region", "centre"];
    const { stderr } = await runCommandHere(args);
    vi.restoreAllMocks();
    expect(stderr).toContain("gitserver git-upload-pack 'fleet/centre.git'");
    expect(readdirSync(cwd)).toEqual([]);
  });
});
