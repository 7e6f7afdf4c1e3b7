import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { publish } from "../../../git/publish/publish.ts";
import type { PublishRequest, PublishResult } from "../../../git/publish/request.ts";
import { request } from "../content.ts";
import { commitByHand, commitEntries, fsck, git, gitFed, tipFiles, workspace } from "../fixture.ts";

const change = { "hub/delivery/a.yaml": "kind: A\n" };
const INVENTORY = ".flotilla/inventory.json";

async function published(): Promise<string> {
  const remote = join(workspace(), "guangdong.git");
  await publish(request(remote));
  return remote;
}

/** Publishes a change; a refusal must leave the branch alone. */
async function publishChange(remote: string, more: Partial<PublishRequest<string>> = {}) {
  const before = git(remote, "rev-parse", "main");
  const result = await publish(request(remote, change, more));
  expect(git(remote, "rev-parse", "main") === before).toBe(result.outcome !== "published");
  return result;
}

function conflictsOf(result: PublishResult<string>): string[] {
  if (result.outcome !== "conflict") throw new Error(`no conflict: ${JSON.stringify(result)}`);
  return result.conflicts.map(({ kind, path }) => `${kind} ${path}`);
}

function inventoryWith(remote: string, changes: object): Record<string, string> {
  const inventory = JSON.parse(git(remote, "show", `main:${INVENTORY}`));
  return { [INVENTORY]: JSON.stringify({ ...inventory, ...changes }) };
}

describe("an ownership conflict", () => {
  test("names every foreign, edited and deleted file at once, and an overwrite restores them all", async () => {
    const remote = await published();
    commitByHand(remote, {
      "hub/delivery/foreign.yaml": "x\n",
      "hosts/intruder/cloud-config.yaml": "x\n",
      ".flotilla/notes.txt": "x\n",
      "sites/shenzhen/sz-01/10-cni/cilium.yaml": "edited\n",
      "sites/shenzhen/sz-01/20-csi/longhorn.yaml": undefined,
      "README.md": "edited\n",
      "docs/runbook.md": "theirs\n",
    });
    expect(conflictsOf(await publishChange(remote))).toEqual([
      "foreign .flotilla/notes.txt",
      "edited README.md",
      "foreign hosts/intruder/cloud-config.yaml",
      "foreign hub/delivery/foreign.yaml",
      "edited sites/shenzhen/sz-01/10-cni/cilium.yaml",
      "deleted sites/shenzhen/sz-01/20-csi/longhorn.yaml",
    ]);
    expect(await publishChange(remote, { overwrite: true })).toMatchObject({ outcome: "published" });
    const expected = [INVENTORY, "docs/runbook.md", ...request(remote, change).files.map(({ path }) => path)];
    expect(tipFiles(remote)).toEqual(expected.sort());
    expect(git(remote, "show", "main:docs/runbook.md")).toBe("theirs");
  });

  test("is seen even when nothing else would change", async () => {
    const remote = await published();
    commitByHand(remote, { "hub/delivery/kustomization.yaml": "resources: [edited]\n" });
    expect(conflictsOf(await publish(request(remote)))).toEqual(["edited hub/delivery/kustomization.yaml"]);
    expect(await publish(request(remote, {}, { overwrite: true }))).toMatchObject({ outcome: "published" });
  });

  test("does not arise from an edit that already is what shall be", async () => {
    const remote = await published();
    commitByHand(remote, change);
    expect(await publishChange(remote)).toMatchObject({ outcome: "published" });
  });

  test.each([
    ["symlink", "120000", "hub/delivery/kustomization.yaml"],
    ["symlink", "120000", "hub"],
    ["symlink", "120000", INVENTORY],
    ["submodule", "160000", "sites/shenzhen"],
    ["submodule", "160000", "hosts/module"],
  ])("is a %s (mode %s) at %s, which no overwrite replaces", async (kind, mode, path) => {
    const remote = await published();
    const id =
      kind === "symlink" ? gitFed(remote, "/etc", "hash-object", "-w", "--stdin") : git(remote, "rev-parse", "main");
    commitEntries(remote, `${mode} ${id}\t${path}`);
    expect(conflictsOf(await publishChange(remote))).toContain(`${kind} ${path}`);
    expect(conflictsOf(await publishChange(remote, { overwrite: true }))).toContain(`${kind} ${path}`);
  });

  test("is a link or a file above the owned part of a limited publish", async () => {
    for (const [mode, kind] of [
      ["120000", "symlink"],
      ["100644", "foreign"],
    ]) {
      const remote = await published();
      const id = gitFed(remote, "elsewhere", "hash-object", "-w", "--stdin");
      commitEntries(remote, `${mode} ${id}\tsites/guangzhou`);
      const limited = { owned: ["sites/guangzhou/gz-01/"], files: [], volatile: new Set<string>() };
      expect(conflictsOf(await publishChange(remote, limited))).toEqual([`${kind} sites/guangzhou`]);
    }
  });

  test("is a file that was made executable", async () => {
    const remote = await published();
    const path = "hub/delivery/kustomization.yaml";
    commitEntries(remote, `100755 ${git(remote, "rev-parse", `main:${path}`)}\t${path}`);
    expect(conflictsOf(await publishChange(remote))).toEqual([`edited ${path}`]);
  });

  test.each([
    ["another tool", { tool: "other" }, "owner", 'was written by "other", not by flotilla'],
    ["a newer format", { version: 2 }, "newer-format", "has format version 2, newer than 1"],
    ["another fleet", { fleet: "elsewhere" }, "owner", "belongs to fleet `elsewhere`, not `panji`"],
    ["another region", { repository: "hunan" }, "owner", "belongs to repository `hunan`, not `guangdong`"],
  ])("is an inventory of %s, which no overwrite replaces", async (_, changes, kind, found) => {
    const remote = await published();
    commitByHand(remote, inventoryWith(remote, changes));
    for (const overwrite of [false, true]) {
      expect(await publishChange(remote, { overwrite })).toEqual({
        outcome: "conflict",
        conflicts: [{ kind, path: INVENTORY, found }],
      });
    }
  });

  test.each([
    ["no JSON", "<<<<<<< ours\n"],
    ["a list", "[]"],
    ["lacking its files", '{"version":1,"tool":"flotilla","fleet":"panji","repository":"guangdong","sites":{}}'],
    [
      "of wrong types",
      '{"version":1,"tool":"flotilla","fleet":"panji","repository":"guangdong","sites":{},"files":{"a":1}}',
    ],
  ])("is a damaged inventory (%s), which an overwrite replaces", async (_, text) => {
    const remote = await published();
    commitByHand(remote, { [INVENTORY]: text });
    expect(conflictsOf(await publishChange(remote))).toEqual([`damaged ${INVENTORY}`]);
    expect(await publishChange(remote, { overwrite: true })).toMatchObject({ outcome: "published" });
  });

  test("is every file of an owned folder in a repository without inventory, unless it is what shall be", async () => {
    const remote = await published();
    commitByHand(remote, { [INVENTORY]: undefined, ".flotilla/provenance.json": undefined });
    commitByHand(remote, { "sites/theirs.yaml": "x\n", "hub/theirs/a.yaml": "x\n" });
    expect(conflictsOf(await publishChange(remote))).toEqual([
      "foreign hub/theirs/a.yaml",
      "foreign sites/theirs.yaml",
    ]);
    commitByHand(remote, { "sites/theirs.yaml": undefined, "hub/theirs/a.yaml": undefined });
    expect(await publishChange(remote)).toMatchObject({ outcome: "published" });
  });

  test("is a name outside the owned part that differs from an owned one only by case", async () => {
    const remote = await published();
    commitByHand(remote, { "readme.md": "x\n", "Hub/x.yaml": "x\n", "docs/README.md": "fine\n" });
    expect(conflictsOf(await publishChange(remote, { overwrite: true }))).toEqual(["case Hub", "case readme.md"]);
  });
});

describe("a path", () => {
  const refused = async (path: string, more: Partial<PublishRequest<string>> = {}) => {
    const remote = join(workspace(), "guangdong.git");
    const result = await publish(request(remote, { [path]: "x\n" }, more));
    expect(result).toMatchObject({ outcome: "failed", diagnostic: { code: "git/path" } });
    return result.outcome === "failed" ? result.diagnostic.message : "";
  };

  test.each([
    "/hub/a",
    "hub//a",
    "hub/a/",
    "hub/./a",
    "hub/../../etc/passwd",
    "hub/.git/config",
    "hub/.GIT/hooks/post-checkout",
    "hub/git~1/config",
    "hub/.git /config",
    "hub/.git./config",
    "hub/.git::$INDEX_ALLOCATION/config",
    "hub/.g\u200cit/config",
    "hub/.gitmodules",
    "hub/a\\..\\b",
    "hub/a\0b",
    "hub/a\nb",
    "hub/\u6df1\u5733",
    "hub/caf\u0065\u0301",
    "hub/con",
    "hub/aux.yaml",
    "hub/a.",
    "docs/outside.md",
    `hub/${"a".repeat(256)}`,
  ])("like %j is refused and no repository is made", async (path) => {
    expect(await refused(path)).toContain(`\`${path}\``);
  });

  test("is refused together with all others that are", async () => {
    const message = await refused("hub/a/../b", { owned: ["hub/", "README.md"] });
    for (const part of ["3 path(s)", "hub/a/../b", "sites/shenzhen/sz-01/10-cni/cilium.yaml"]) {
      expect(message).toContain(part);
    }
  });

  test.each([
    ["differs from another only by case", "hub/delivery/Kustomization.yaml"],
    ["stands where another needs a folder", "hub/delivery"],
    ["needs a folder where another stands", "hub/delivery/kustomization.yaml/a"],
    ["differs from a folder only by case", "hub/Delivery/a.yaml"],
  ])("that %s is refused", async (_, path) => {
    await refused(path);
  });

  test("of labels, dots, dashes and underscores is never refused", { tags: "property" }, async () => {
    const segment = fc.stringMatching(/^[a-z0-9]([a-z0-9_-]{4,20}[a-z0-9])?(\.yaml)?$/).filter((name) => name !== "");
    const { pathError: pathFault } = await import("../../../git/publish/path-error.ts");
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (names) => {
        expect(pathFault(names.join("/"))).toBeUndefined();
      }),
    );
    expect(fsck(await published())).toBe("");
  });
});
