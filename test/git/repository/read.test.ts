import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { publish } from "../../../git/publish/publish.ts";
import { canonicalUrl, locate } from "../../../git/repository/location.ts";
import { readTip, readTree } from "../../../git/repository/read.ts";
import { content, request } from "../content.ts";
import { commitEntries, git, gitFed, workspace } from "../fixture.ts";

describe("reading a repository", () => {
  test("gives the commit and every file at or below a path", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const commit = git(remote, "rev-parse", "main");
    const { ".flotilla/inventory.json": _, ...all } = Object.fromEntries((await readTree(remote, "")).files);
    expect(all).toEqual(content);
    const paths = async (prefix: string) => [...(await readTree(remote, prefix)).files.keys()];
    expect(await paths("hub/")).toEqual(["hub/delivery/kustomization.yaml", "hub/sites/shenzhen/sz-01/cluster.yaml"]);
    expect(await paths("README.md")).toEqual(["README.md"]);
    expect(await readTree(remote, "hub/none/at/all")).toEqual({ commit, files: new Map() });
    expect(await readTree(remote, "README.md/below")).toEqual({ commit, files: new Map() });
  });

  test("leaves out links and submodules, and follows none", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const id = gitFed(remote, "/etc/passwd", "hash-object", "-w", "--stdin");
    commitEntries(remote, `120000 ${id}\tdocs/link`, `160000 ${git(remote, "rev-parse", "main")}\tdocs/module`);
    expect((await readTree(remote, "docs")).files.size).toBe(0);
    expect((await readTree(remote, "docs/link/passwd")).files.size).toBe(0);
  });

  test("of nothing yet gives no commit, and makes none", async () => {
    const base = workspace();
    git(base, "init", "--quiet", "--bare", "empty.git");
    for (const name of ["missing.git", "empty.git"]) {
      expect(await readTip(join(base, name))).toBeUndefined();
      expect(await readTree(join(base, name), "")).toEqual({ commit: undefined, files: new Map() });
    }
    expect(git(base, "-C", "empty.git", "for-each-ref")).toBe("");
    await expect(readTip(import.meta.dirname)).rejects.toThrow("is not a repository");
  });
});

describe("a remote", () => {
  test.each([
    ["/srv/git/guangdong.git", { kind: "path", path: "/srv/git/guangdong.git" }],
    ["file:///srv/git/guang%20dong.git", { kind: "path", path: "/srv/git/guang dong.git" }],
    ["./out:put/a.git", { kind: "path", path: join(process.cwd(), "out:put/a.git") }],
    ["C:/git/a.git", { kind: "path", path: join(process.cwd(), "C:/git/a.git") }],
    ["https://git.panji.example/fleet/a.git", { kind: "url", canonical: "https://git.panji.example/fleet/a" }],
    ["git@git.panji.example:fleet/a.git", { kind: "url", canonical: "ssh://git@git.panji.example/fleet/a" }],
  ])("%s is told apart as a path or a URL", (remote, location) => {
    expect(locate(remote)).toMatchObject(location);
  });

  test.each(["", "ext::sh -c whoami", "https://", "ssh://ho st/a"])(
    "that is no repository (%j) is refused",
    (remote) => {
      expect(() => locate(remote)).toThrow("is not a repository's path or URL");
    },
  );

  test("has one canonical URL however it is spelt", () => {
    const spellings = [
      "https://git.panji.example/fleet/a",
      "https://git.panji.example/fleet/a.git/",
      "https://robot:hunter2@Git.Panji.Example:443/fleet/a.git",
    ];
    expect(new Set(spellings.map(canonicalUrl)).size).toBe(1);
    const ssh = ["git@h.example:fleet/a.git", "ssh://git@h.example:22/fleet/a", "ssh://git@h.example/fleet/a.git"];
    expect(new Set(ssh.map(canonicalUrl)).size).toBe(1);
    expect(canonicalUrl("ssh://other@h.example/fleet/a")).not.toBe(canonicalUrl("ssh://git@h.example/fleet/a"));
    expect(canonicalUrl("https://h.example:8443/a")).not.toBe(canonicalUrl("https://h.example/a"));
  });
});
