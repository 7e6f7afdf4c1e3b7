import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Folder, TreeWriter } from "../../../git/objects/tree.ts";
import { publish } from "../../../git/publish/publish.ts";
import { blobId, decodeTree, encodeTree } from "../../../model/git-object.ts";
import { files, request } from "../content.ts";
import { fsck, git, gitFed, workspace } from "../fixture.ts";

/** Names whose order shows whether folders are compared with a slash behind them. */
const name = fc.constantFrom("a", "a.b", "a-b", "a0", "ab", "b", "B", "_", "zone", "zone-1", "zone.yaml");
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => `f/${names.join("/")}`);
const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 80 }), fc.constant("same\n"));

/** Files without one that stands where a folder must be. */
const tree = fc.dictionary(path, text, { minKeys: 1, maxKeys: 25 }).map((all) => {
  const paths = Object.keys(all);
  const isFolder = (each: string) => paths.some((other) => other.startsWith(`${each}/`));
  return Object.entries(all).filter(([each]) => !isFolder(each));
});

function rootOf(entries: readonly (readonly [string, string])[]): Folder {
  const writer = new TreeWriter();
  for (const file of files(Object.fromEntries(entries))) writer.put(file.path, file);
  return writer.root;
}

function fastImport(cwd: string, head: string, entries: readonly (readonly [string, string])[]): void {
  const changes = entries.map(([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  gitFed(cwd, `${head}deleteall\n${changes.join("")}\ndone\n`, "fast-import", "--quiet", "--done", "--force");
}

describe("object ids", () => {
  test("of any tree equal those of git fast-import, in whatever order the files come", { tags: "property" }, () => {
    const cwd = workspace();
    git(cwd, "init", "--quiet", "--bare");
    fc.assert(
      fc.property(tree, (entries) => {
        fastImport(cwd, "commit refs/heads/main\ncommitter T <t@localhost> 0 +0000\ndata 1\nx", entries);
        const id = git(cwd, "rev-parse", "main^{tree}");
        expect(rootOf(entries).encoded.id).toBe(id);
        expect(rootOf(entries.toReversed()).encoded.id).toBe(id);
      }),
      { numRuns: 25 },
    );
  });

  test("of a folder change with what is put below it later", { tags: "property" }, () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const writer = new TreeWriter();
        for (const file of files(Object.fromEntries(before))) writer.put(file.path, file);
        expect(writer.root.encoded.id).toBe(rootOf(before).encoded.id);
        const later = after.map(([path, text]) => [path.replace("f/", "g/"), text] as const);
        for (const file of files(Object.fromEntries(later))) writer.put(file.path, file);
        expect(writer.root.encoded.id).toBe(rootOf([...before, ...later]).encoded.id);
      }),
    );
  });

  test("equal those of git mktree and git hash-object", () => {
    const cwd = workspace();
    git(cwd, "init", "--quiet", "--bare");
    const id = blobId("深圳\n");
    expect(id).toBe(gitFed(cwd, "深圳\n", "hash-object", "-w", "--stdin"));
    const entries = ["a.b", "a", "a-b"].map((name) => ({ mode: name === "a" ? "40000" : "100644", name, id }));
    const lines = entries.map(({ mode, name }) =>
      mode === "40000" ? `040000 tree ${encodeTree([]).id}\t${name}` : `${mode} blob ${id}\t${name}`,
    );
    const ours = entries.map((entry) => (entry.name === "a" ? { ...entry, id: encodeTree([]).id } : entry));
    expect(encodeTree(ours).id).toBe(gitFed(cwd, `${lines.join("\n")}\n`, "mktree", "--missing"));
    expect(decodeTree(Buffer.from(encodeTree(ours).body)).map(({ name }) => name)).toEqual(["a-b", "a.b", "a"]);
  });

  test("of a commit equal those of git fast-import", async () => {
    const base = workspace();
    const remote = `${base}/guangdong.git`;
    const identity = { name: "Wáng Fāng", email: "wang@panji.example" };
    const message = { subject: "Publish", body: "Two sites.", trailers: [["Flotilla-Plan", "abc"]] as const };
    const now = () => 1_790_000_000_000;
    const surroundings = { now, random: Math.random, sleep: async () => {} };
    const result = await publish(request(remote, {}, { identity, message }), surroundings);
    const entries = git(remote, "ls-tree", "-r", "--name-only", "main")
      .split("\n")
      .map((path) => [path, `${git(remote, "show", `main:${path}`)}\n`] as const);

    git(base, "init", "--quiet", "--bare", "twin.git");
    const text = "Publish\n\nTwo sites.\n\nFlotilla-Plan: abc\n";
    const head = `commit refs/heads/main\ncommitter ${identity.name} <${identity.email}> 1790000000 +0000\ndata ${text.length}\n${text}`;
    fastImport(`${base}/twin.git`, head, entries);
    expect(result).toMatchObject({ outcome: "published", commit: git(`${base}/twin.git`, "rev-parse", "main") });
    expect(fsck(remote)).toBe("");
  });
});
