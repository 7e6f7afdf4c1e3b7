import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { publish } from "../../../git/publish/publish.ts";
import type { PublishResult } from "../../../git/publish/request.ts";
import { createSession } from "../../../git/publish/session.ts";
import { blobId } from "../../../model/git-object.ts";
import { content, request } from "../content.ts";
import { commitByHand, commitEntries, fsck, git, gitFed, tipFiles, workspace } from "../fixture.ts";

function commitOf(result: PublishResult<string>): string {
  if (result.outcome !== "published") throw new Error(`not published: ${JSON.stringify(result)}`);
  return result.commit;
}

describe("publish", () => {
  test("makes a missing bare repository whose HEAD is the branch, with folders above it", async () => {
    const remote = join(workspace(), "deep", "base", "guangdong.git");
    const result = await publish(request(remote));
    expect(result).toMatchObject({ parent: undefined, changes: { added: 6, changed: 0, removed: 0 }, attempts: 1 });
    expect(git(remote, "rev-parse", "HEAD")).toBe(commitOf(result));
    expect(git(remote, "rev-parse", "--is-bare-repository")).toBe("true");
    expect(tipFiles(remote)).toEqual([...Object.keys(content), ".flotilla/inventory.json"].sort());
    for (const [path, text] of Object.entries(content)) expect(`${git(remote, "show", `main:${path}`)}\n`).toBe(text);
    expect(fsck(remote)).toBe("");
    expect(readdirSync(join(remote, ".."))).toEqual(["guangdong.git"]);
  });

  test("uses an empty folder, an empty repository and a file URL alike", async () => {
    const base = workspace();
    mkdirSync(join(base, "empty.git"));
    git(base, "init", "--quiet", "--bare", "--initial-branch=master", "initialized.git");
    for (const remote of ["empty.git", "initialized.git"]) {
      commitOf(await publish(request(`file://${join(base, remote)}`)));
      expect(git(join(base, remote), "rev-parse", "--abbrev-ref", "HEAD")).toBe("main");
      expect(fsck(join(base, remote))).toBe("");
    }
  });

  test("writes an inventory with the blob id and construct of every other file, and the sites", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const inventory = JSON.parse(git(remote, "show", "main:.flotilla/inventory.json"));
    expect(inventory).toMatchObject({ version: 1, tool: "flotilla", fleet: "panji", repository: "guangdong" });
    expect(inventory.sites).toEqual(request(remote).sites);
    expect(inventory.files).toEqual(
      Object.fromEntries(
        Object.entries(content).map(([path, text]) => [path, { id: blobId(text), construct: "panji/guangdong" }]),
      ),
    );
  });

  test("makes no commit when nothing or only a volatile file changes", async () => {
    const remote = join(workspace(), "guangdong.git");
    const commit = commitOf(await publish(request(remote)));
    expect(await publish(request(remote))).toEqual({ outcome: "unchanged", commit });
    const stamps = { "README.md": "made from commit 2\n", ".flotilla/provenance.json": '{"commit": 2}\n' };
    expect(await publish(request(remote, stamps))).toEqual({ outcome: "unchanged", commit });
    expect(git(remote, "rev-list", "--count", "main")).toBe("1");
  });

  test("commits added, changed and removed files with the volatile ones of the day", async () => {
    const remote = join(workspace(), "guangdong.git");
    const parent = commitOf(await publish(request(remote)));
    const result = await publish(
      request(remote, {
        "README.md": "made from commit 2\n",
        "hub/delivery/kustomization.yaml": "resources: [a.yaml]\n",
        "hub/delivery/a.yaml": "kind: A\n",
        "sites/shenzhen/sz-01/20-csi/longhorn.yaml": undefined,
      }),
    );
    expect(result).toMatchObject({ parent, changes: { added: 1, changed: 2, removed: 1 } });
    expect(git(remote, "diff", "--name-status", parent, "main").split("\n")).toEqual([
      "M\t.flotilla/inventory.json",
      "M\tREADME.md",
      "A\thub/delivery/a.yaml",
      "M\thub/delivery/kustomization.yaml",
      "D\tsites/shenzhen/sz-01/20-csi/longhorn.yaml",
    ]);
    expect(fsck(remote)).toBe("");
  });

  test("keeps everything outside the owned part byte for byte, links and odd names too", async () => {
    const remote = join(workspace(), "guangdong.git");
    const first = commitOf(await publish(request(remote)));
    const id = gitFed(remote, "* @platform\n", "hash-object", "-w", "--stdin");
    const lines = ["100644 #\tCODEOWNERS", "100755 #\tdocs/run.sh", "120000 #\tlink", `160000 ${first}\tmodule`];
    commitEntries(remote, ...lines.map((line) => line.replace("#", id)), `100644 ${id}\tdocs/\xe6\xb7\xb1 .md`);
    const before = git(remote, "ls-tree", "-r", "main").split("\n");
    commitOf(await publish(request(remote, { "hub/delivery/new.yaml": "kind: New\n" })));
    const after = git(remote, "ls-tree", "-r", "main").split("\n");
    const isOthers = (line: string) => !/\t(hub|sites|\.flotilla)\//.test(line);
    expect(after.filter(isOthers)).toEqual(before.filter(isOthers));
    expect(before.filter(isOthers)).toHaveLength(6);
    expect(fsck(remote)).toBe("");
  });

  test("limited to a site replaces that site and keeps the others with their lines of the inventory", async () => {
    const remote = join(workspace(), "guangdong.git");
    const other = { "sites/shenzhen/sz-02/10-cni/cilium.yaml": "kind: Other\n" };
    const site = { zone: "shenzhen", kind: "cluster", state: "active", profile: "edge-k3s@1.0.0" } as const;
    await publish(request(remote, other, { sites: { "sz-01": site, "sz-02": site } }));
    const whole = JSON.parse(git(remote, "show", "main:.flotilla/inventory.json"));

    const path = "sites/shenzhen/sz-01/10-cni/cilium.yaml";
    const text = "kind: HelmRelease # changed\n";
    const limited = request(remote, { [path]: text }, { sites: { "sz-01": { ...site, state: "held" } } });
    const result = await publish({
      ...limited,
      files: limited.files.filter((file) => file.path.includes("/sz-01/10-cni")),
      volatile: new Set(),
      owned: ["sites/shenzhen/sz-01/", "hub/sites/shenzhen/sz-01/"],
      ownsSite: (name) => name === "sz-01",
    });
    expect(result).toMatchObject({ outcome: "published", changes: { added: 0, changed: 1, removed: 2 } });
    expect(tipFiles(remote)).toEqual(
      [
        "README.md",
        ".flotilla/inventory.json",
        ".flotilla/provenance.json",
        "hub/delivery/kustomization.yaml",
        path,
        ...Object.keys(other),
      ].sort(),
    );
    const inventory = JSON.parse(git(remote, "show", "main:.flotilla/inventory.json"));
    expect(inventory.sites).toEqual({ "sz-01": { ...site, state: "held" }, "sz-02": site });
    const { "hub/sites/shenzhen/sz-01/cluster.yaml": _, ...kept } = whole.files;
    delete kept["sites/shenzhen/sz-01/20-csi/longhorn.yaml"];
    expect(inventory.files).toEqual({ ...kept, [path]: { ...kept[path], id: blobId(text) } });
  });

  test("stops when the guard refuses, having shown it the tip", async () => {
    const remote = join(workspace(), "guangdong.git");
    const commit = commitOf(await publish(request(remote)));
    const guard = (tip: { commit: string; inventory: { sites: object } | undefined } | undefined) =>
      `${tip?.commit} ${Object.keys(tip?.inventory?.sites ?? {})}`;
    const result = await publish(request(remote, { "hub/delivery/a.yaml": "kind: A\n" }, { guard }));
    expect(result).toEqual({ outcome: "refused", reason: `${commit} sz-01` });
    expect(git(remote, "rev-parse", "main")).toBe(commit);
  });

  test("commits as the configured person, or the one it is given, with one-line trailers", async () => {
    const remote = join(workspace(), "guangdong.git");
    const message = {
      subject: "Publish\nguangdong",
      body: "Two sites change.\n",
      trailers: [
        ["Flotilla-Source", "https://git.panji.example/fleet"],
        ["Flotilla-Plan", "a\nSigned-off-by: somebody else"],
      ] as const,
    };
    await publish(request(remote, {}, { message }));
    expect(git(remote, "log", "-1", "--format=%an <%ae> %cn|%s|%b", "main")).toBe(
      "Test <test@localhost> Test|Publish guangdong|Two sites change.\n\n" +
        "Flotilla-Source: https://git.panji.example/fleet\nFlotilla-Plan: a Signed-off-by: somebody else",
    );
    const identity = { name: "Robot <x>", email: "robot@panji.example" };
    await publish(request(remote, { "hub/delivery/a.yaml": "kind: A\n" }, { identity }));
    expect(git(remote, "log", "-1", "--format=%an <%ae>", "main")).toBe("Robot x <robot@panji.example>");
    expect(fsck(remote)).toBe("");
  });

  test.each([
    ["a repository with a work tree", "work", "git/not-a-repository"],
    ["its .git folder", "work/.git", "git/not-a-repository"],
    ["a folder of other things", "other", "git/not-a-repository"],
    ["a file", "other/file", "git/not-a-repository"],
    ["a SHA-256 repository", "sha256.git", "git/object-format"],
  ])("fails with the next step on %s", async (_, name, code) => {
    const base = workspace();
    git(base, "init", "--quiet", "work");
    git(base, "init", "--quiet", "--bare", "--object-format=sha256", "sha256.git");
    mkdirSync(join(base, "other"));
    writeFileSync(join(base, "other", "file"), "");
    const result = await publish(request(join(base, name)));
    expect(result).toMatchObject({ outcome: "failed", diagnostic: { code, hint: expect.stringMatching(/`git /) } });
    expect(readdirSync(join(base, "other"))).toEqual(["file"]);
  });

  test("goes to the branch it is given, which must have a branch's name", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote, {}, { branch: "fleet/next" }));
    expect(git(remote, "for-each-ref", "--format=%(refname)")).toBe("refs/heads/fleet/next");
    expect(git(remote, "rev-parse", "--abbrev-ref", "HEAD")).toBe("fleet/next");
    for (const branch of ["../../../escape", "a..b", "-d", "a.lock", "a/", ""]) {
      expect(await publish(request(remote, {}, { branch }))).toMatchObject({
        outcome: "failed",
        diagnostic: { code: "git/branch" },
      });
    }
  });

  test("lets Git tidy up a repository that gathered many packs", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    git(remote, "config", "gc.autoDetach", "false");
    const folder = join(remote, "objects", "pack");
    const names = readdirSync(folder);
    for (let number = 10; number < 61; number++) {
      for (const name of names) copyFileSync(join(folder, name), join(folder, name.replace(/-../, `-${number}`)));
    }
    commitOf(await publish(request(remote, { "hub/delivery/a.yaml": "kind: A\n" })));
    expect(readdirSync(folder).filter((name) => name.endsWith(".pack"))).toHaveLength(1);
    expect(fsck(remote)).toBe("");
    expect(await publish(request(remote))).toMatchObject({ outcome: "published" });
  });

  test("of many repositories at once lets one failure be one", async () => {
    const base = workspace();
    git(base, "init", "--quiet", "region-3.git");
    const names = Array.from({ length: 9 }, (_, index) => `region-${index}`);
    const run = createSession();
    const requests = names.map((repository) => request(join(base, `${repository}.git`), {}, { repository }));
    const results = await Promise.all(requests.map((each) => publish(each, undefined, run)));
    expect(results.map(({ outcome }) => outcome)).toEqual(
      names.map((name) => (name === "region-3" ? "failed" : "published")),
    );
    for (const [index, name] of names.entries()) {
      if (index !== 3) expect(git(join(base, `${name}.git`), "show", "main:.flotilla/inventory.json")).toContain(name);
    }
  });

  test("takes up a repository that holds other things, and a README.md that a forge put there", async () => {
    const remote = join(workspace(), "guangdong.git");
    git(join(remote, ".."), "init", "--quiet", "--bare", remote);
    commitByHand(remote, { "README.md": "# new repository\n", LICENSE: "text\n" });
    commitOf(await publish(request(remote)));
    expect(git(remote, "show", "main:LICENSE")).toBe("text");
    expect(git(remote, "show", "main:README.md")).toBe("made from commit 1");
  });
});
