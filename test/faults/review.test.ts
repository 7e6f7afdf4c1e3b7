import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { checkOut } from "../../pipeline/checkout.ts";
import { provenanceOf } from "../../pipeline/provenance.ts";
import { runCommandHere } from "../cli/run.ts";
import { filesBelow } from "../files-below.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const zoneText = smallFleet()[ZONE] as string;
const changed = zoneText.replace("vlan: 112", "vlan: 212");

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-review-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A fleet in its own repository with a commit on `main`. */
function repository(): string {
  const root = fleetOnDisk();
  git(root, "init", "-q", "-b", "main");
  commit(root, {});
  return root;
}

function git(root: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"];
  return execFileSync("git", ["-C", root, ...identity, ...args], { encoding: "utf8", stdio: "pipe" }).trim();
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function commit(root: string, files: Readonly<Record<string, string>>): string {
  write(root, files);
  git(root, "add", "-A");
  git(root, "commit", "-q", "--allow-empty", "-m", "Change");
  return git(root, "rev-parse", "HEAD");
}

/** What `diff` says of the step from the commit before to the last one. */
function review(root: string, base = "HEAD~1") {
  return runCommandHere(["diff", "--fleet", root, "--base", base, "--head", "HEAD", "--exit-code"]);
}

describe("The review shows a change whatever stands beside it in the branch", () => {
  test.each([
    ["export-ignore, which git archive obeys", "sites/guangdong/shenzhen.yaml export-ignore\n"],
    ["export-ignore of everything", "* export-ignore\n"],
    ["export-subst", "* export-subst\n"],
    ["-diff and binary", "* -diff binary\n"],
    ["other ends of lines", "* text eol=crlf\n"],
  ])(".gitattributes with %s", async (_, attributes) => {
    const root = repository();
    commit(root, { [ZONE]: changed, ".gitattributes": attributes, "sites/.gitattributes": attributes });
    const { code, stdout } = await review(root);
    expect(code).toBe(7);
    expect(stdout).toContain("1 of 1 site changes");
  });

  test.each([
    ["ident", "*.yaml ident\n", "ident"],
    ["a filter, as Git LFS has one", "*.yaml filter=lfs\n", "filter=lfs"],
    ["another encoding of the work tree", "*.yaml working-tree-encoding=UTF-16\n", "working-tree-encoding=UTF-16"],
  ])("files that a checkout would hold in another form (%s) are refused", async (_, attributes, named) => {
    const root = repository();
    write(root, { "sites/guangdong/.gitattributes": attributes });
    git(root, "add", "sites/guangdong/.gitattributes");
    git(root, "commit", "-qm", "Change");
    const { code, stderr } = await review(root);
    expect(code).toBe(2);
    expect(stderr).toContain(`is converted by the attribute ${named}`);
  });

  test("attributes of files that are none of the fleet do not matter", async () => {
    const root = repository();
    commit(root, { ".gitattributes": "*.png filter=lfs\ndocs/** ident\n" });
    expect(await review(root)).toMatchObject({ code: 0 });
  });

  test("a pointer of Git LFS is refused: a checkout may hold any file in its place", async () => {
    const root = repository();
    commit(root, { [ZONE]: `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 9\n` });
    const { code, stderr } = await review(root);
    expect(code).toBe(2);
    expect(stderr).toContain(`${ZONE} is a pointer of Git LFS at HEAD`);
  });

  test.each(["sites/hainan", "apps/telco", "sites/guangdong/more"])(
    "a submodule at %s is refused: its files are in no commit of the fleet",
    async (path) => {
      const root = repository();
      git(root, "update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},${path}`);
      git(root, "commit", "-qm", "Change");
      const { code, stderr } = await review(root);
      expect(code).toBe(2);
      expect(stderr).toContain(`${path} is a submodule at HEAD`);
    },
  );

  test("a link out of the fleet is refused, and its target is not shown", async () => {
    const root = repository();
    const secret = join(scratch(), "secret.yaml");
    writeFileSync(secret, "do-not-print-me: [\n");
    rmSync(join(root, ZONE));
    symlinkSync(secret, join(root, ZONE));
    commit(root, {});
    const { code, stdout, stderr } = await review(root);
    expect(code).toBe(2);
    expect(stderr).toContain(`${ZONE}:1:1: error load/link`);
    expect(stdout + stderr).not.toContain("do-not-print-me");
  });

  test("sites/ as a link is refused at a revision as it is on disk", async () => {
    const root = repository();
    git(root, "mv", "sites", "real");
    symlinkSync("real", join(root, "sites"));
    commit(root, {});
    expect((await review(root)).code).toBe(2);
    expect((await runCommandHere(["check", "--fleet", root])).code).toBe(2);
  });

  test("replacements of objects do not count", async () => {
    const root = repository();
    commit(root, { [ZONE]: changed });
    git(root, "replace", git(root, "rev-parse", `HEAD:${ZONE}`), git(root, "rev-parse", `HEAD~1:${ZONE}`));
    git(root, "replace", "HEAD", "HEAD~1");
    expect((await review(root, git(root, "--no-replace-objects", "rev-parse", "HEAD~1"))).code).toBe(7);
  });

  test("grafts, which give a commit other parents, do not count", async () => {
    const root = repository();
    const first = git(root, "rev-parse", "HEAD");
    commit(root, { [ZONE]: changed });
    const last = commit(root, { "README.md": "x\n" });
    write(root, { ".git/info/grafts": `${last} ${first}\n` });
    expect((await review(root)).code).toBe(0);
    expect((await review(root, "HEAD~2")).code).toBe(7);
  });

  test("a folder that looks like a bare repository is not taken for one, and its configuration runs nothing", async () => {
    const outer = repository();
    const root = join(outer, "fleet");
    mkdirSync(root);
    for (const name of ["sites", "apps"]) git(outer, "mv", name, `fleet/${name}`);
    commit(outer, {});
    const program = join(scratch(), "ran");
    write(root, {
      HEAD: "ref: refs/heads/main\n",
      config: `[core]\n\tbare = true\n\tfsmonitor = touch ${program}\n`,
      "objects/keep": "",
      "refs/keep": "",
      [ZONE]: changed,
    });
    commit(outer, {});
    expect((await review(root)).code).toBe(2);
    expect(provenanceOf(root).commit).toBe("unknown");
    expect(existsSync(program)).toBe(false);
  });
});

describe("Variables of Git in the environment lead neither the review nor the provenance to another repository", () => {
  const other = () => {
    const root = repository();
    commit(root, { "README.md": "other\n" });
    return root;
  };
  test.each([
    ["GIT_DIR", (root: string) => join(root, ".git")],
    ["GIT_WORK_TREE", (root: string) => root],
    ["GIT_INDEX_FILE", (root: string) => join(root, ".git/index")],
    ["GIT_OBJECT_DIRECTORY", (root: string) => join(root, ".git/objects")],
    ["GIT_COMMON_DIR", (root: string) => join(root, ".git")],
    ["GIT_NAMESPACE", () => "other"],
    ["GIT_CEILING_DIRECTORIES", () => "/"],
    ["GIT_ATTR_SOURCE", () => "HEAD~1"],
    ["GIT_ICASE_PATHSPECS", () => "1"],
    ["GIT_GRAFT_FILE", () => "/dev/null"],
    ["GIT_REPLACE_REF_BASE", () => "refs/heads/"],
    ["GIT_DEFAULT_HASH", () => "sha256"],
    ["GIT_TRACE", () => "1"],
  ])("%s", async (name, value) => {
    const root = repository();
    const head = commit(root, { [ZONE]: changed });
    const text = value(other());
    vi.stubEnv(name, text);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const found = provenanceOf(root).commit;
    const { code } = await review(root);
    vi.unstubAllEnvs();
    expect({ found, code }).toEqual({ found: head, code: 7 });
  });
});

describe("A publish from files that no commit holds says so, whatever Git was told about them", () => {
  const isDirty = (root: string) => provenanceOf(root).commit.endsWith("-dirty");

  test("files as they were committed are clean", () => {
    expect(isDirty(repository())).toBe(false);
  });

  test.each([
    ["an edit", () => {}],
    ["an edit that the index calls unchanged", (root: string) => git(root, "update-index", "--assume-unchanged", ZONE)],
    ["an edit that the index skips", (root: string) => git(root, "update-index", "--skip-worktree", ZONE)],
    ["an edit behind a configuration that hides it", (root: string) => git(root, "config", "core.ignoreStat", "true")],
  ])("%s", (_, prepare) => {
    const root = repository();
    prepare(root);
    write(root, { [ZONE]: changed });
    expect(isDirty(root)).toBe(true);
  });

  test.each([
    ["a new file", ""],
    ["a new file that .gitignore hides", ".gitignore"],
    ["a new file that .git/info/exclude hides", ".git/info/exclude"],
  ])("%s", (_, ignoring) => {
    const root = repository();
    if (ignoring !== "") write(root, { [ignoring]: "zhuhai.yaml\n" });
    git(root, "config", "status.showUntrackedFiles", "no");
    write(root, { "sites/guangdong/zhuhai.yaml": "zone: zhuhai\nsites: []\n" });
    expect(isDirty(root)).toBe(true);
  });

  test("a program that the repository's configuration names does not run", () => {
    const root = repository();
    const ran = join(scratch(), "ran");
    const program = join(scratch(), "program");
    writeFileSync(program, `#!/bin/sh\ntouch ${ran}\n`);
    chmodSync(program, 0o755);
    for (const key of ["core.fsmonitor", "core.sshCommand", "core.pager"]) git(root, "config", key, program);
    provenanceOf(root);
    checkOut(root, "HEAD", scratch);
    expect(existsSync(ran)).toBe(false);
  });
});

test("What the review reads of a commit is byte for byte what a checkout of it holds", () => {
  const root = repository();
  write(root, {
    "sites/hainan/a b.yaml": "zone: a\r\nx: 'é深'\n",
    "sites/hainan/-x.yaml": "x",
    "sites/hainan/深圳.yaml": "y\n",
    "sites/hainan/empty.yaml": "",
    "apps/telco/:(icase)a.yaml": "z\n",
    ".gitattributes": "* export-ignore\n",
  });
  symlinkSync("a b.yaml", join(root, "sites/hainan/link.yaml"));
  commit(root, {});
  const clone = join(scratch(), "clone");
  git(root, "-c", "core.autocrlf=false", "clone", "-q", root, clone);
  const checkout = checkOut(root, "HEAD", scratch);
  if (typeof checkout === "string") throw new Error(checkout);
  for (const folder of ["sites", "apps"]) {
    expect(filesBelow(join(checkout.root, folder))).toEqual(filesBelow(join(clone, folder)));
  }
});

test("A commit whose object is missing or broken is told as that, and nothing is compared", async () => {
  const root = repository();
  commit(root, { [ZONE]: changed });
  const id = git(root, "rev-parse", `HEAD:${ZONE}`);
  rmSync(join(root, ".git/objects", id.slice(0, 2), id.slice(2)), { force: true });
  const { code, stdout, stderr } = await review(root);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`the object ${id} cannot be read`);
});
