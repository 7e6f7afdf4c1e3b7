import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mergeOf } from "../../pipeline/plan/merge.ts";
import { commitFirst, git } from "../git/fixture.ts";
import { onDisk } from "./review-fleet.ts";

/** A repository with a branch for each edit of one file, all from `main`. */
function repository(edits: Readonly<Record<string, string>>): string {
  const root = onDisk({ "sites/fleet.yaml": "one: 1\nmiddle: 0\nother: 0\nlast: 1\n" });
  commitFirst(root);
  for (const [branch, text] of Object.entries(edits)) {
    git(root, "checkout", "-q", "-b", branch, "main");
    writeFileSync(join(root, "sites/fleet.yaml"), text);
    git(root, "commit", "-qam", branch);
  }
  git(root, "checkout", "-q", "main");
  return root;
}

const show = (root: string, commit: string) =>
  execFileSync("git", ["-C", root, "show", `${commit}:sites/fleet.yaml`]).toString();

test("The merge of two branches holds what both changed, and is the same commit each time", () => {
  const root = repository({ a: "one: 2\nmiddle: 0\nother: 0\nlast: 1\n", b: "one: 1\nmiddle: 0\nother: 0\nlast: 2\n" });
  const merged = mergeOf(root, "a", "b");
  if (typeof merged === "string") throw new Error(merged);
  expect(show(root, merged.commit)).toBe("one: 2\nmiddle: 0\nother: 0\nlast: 2\n");
  expect(mergeOf(root, "a", "b")).toEqual(merged);
  expect(git(root, "status", "--porcelain")).toBe("");
});

test("Two branches that change one line are told as a conflict, with the file", () => {
  const root = repository({ a: "one: 2\nmiddle: 0\nother: 0\nlast: 1\n", b: "one: 3\nmiddle: 0\nother: 0\nlast: 1\n" });
  expect(mergeOf(root, "a", "b")).toMatch(/^b does not merge into a: conflicts in sites\/fleet\.yaml; merge a into it/);
});

test("A revision that is none is told as that", () => {
  expect(mergeOf(repository({}), "main", "--upload-pack=x")).toMatch(/^found revision --upload-pack=x, expected/);
});
