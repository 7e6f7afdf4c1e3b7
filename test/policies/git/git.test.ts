import { describe, expect, it } from "vitest";
import { findings } from "../finding.ts";

const paths = (...list: readonly string[]) => `# paths of one repository\npaths: ${JSON.stringify(list)}\n`;
const messages = (id: string, text: string) =>
  findings(id, text).map(({ message }) => message.replace(/^layer .*?: /, ""));
const object = (kind: string, name: string, labels = "{}") =>
  `# a\napiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, labels: ${labels} }\n`;

describe("the entries of a folder", () => {
  it("are its files and its folders, each once", () => {
    const list = Array.from({ length: 3000 }, (_, index) => [
      `sites/z/s${index}/a.yaml`,
      `sites/z/s${index}/b.yaml`,
    ]).flat();
    expect(findings("FLT-GIT-002", paths(...list))).toEqual([]);
    expect(messages("FLT-GIT-002", paths(...list, "sites/z/README.md"))).toEqual([
      "folder sites/z has 3001 entries, expected at most 3000",
    ]);
  });

  it("of the repository itself count too", () => {
    const list = Array.from({ length: 3001 }, (_, index) => `f${index}`);
    expect(messages("FLT-GIT-002", paths(...list))).toEqual(["folder . has 3001 entries, expected at most 3000"]);
  });
});

describe("a path", () => {
  it("has names of at most 255 bytes", () => {
    const name = "山".repeat(86);
    expect(messages("FLT-GIT-003", paths(`a/${name}/${"b".repeat(160)}`))).toEqual([
      `name ${name} has 258 bytes, expected at most 255`,
    ]);
  });
  it("of 240 characters is fine", () => {
    expect(findings("FLT-GIT-003", paths(`a/${"b".repeat(238)}`))).toEqual([]);
  });
  it("is written once", () => {
    expect(messages("FLT-GIT-005", paths("a/b", "a/b"))).toEqual(["path a/b is written twice"]);
  });
  it("is not that of a folder, whatever the case", () => {
    expect(messages("FLT-GIT-005", paths("a/B", "a/b/c/d", "e/f"))).toEqual(["a/B is both a file and a folder"]);
  });
});

describe("a name", () => {
  it.each([
    ["Service", 63],
    ["Namespace", 63],
    ["StatefulSet", 52],
    ["CronJob", 52],
    ["Kustomization", 63],
    ["HelmRelease", 53],
    ["ConfigMap", 253],
  ])("of a %s has at most %d characters", (kind, most) => {
    expect(findings("FLT-GIT-004", object(kind, "a".repeat(most)))).toEqual([]);
    expect(findings("FLT-GIT-004", object(kind, "a".repeat(most + 1)))).toHaveLength(1);
  });
  it("as the value of a label has at most 63 characters", () => {
    expect(findings("FLT-GIT-004", object("ConfigMap", "a", `{ site: ${"a".repeat(63)} }`))).toEqual([]);
    expect(messages("FLT-GIT-004", object("ConfigMap", "a", `{ site: ${"a".repeat(64)} }`))).toEqual([
      "label site has 64 characters, expected at most 63",
    ]);
  });
});

describe("an object", () => {
  const two = (first: string, second: string) => `# objects of one cluster\n${first}---\n${second}`;
  const map = (api: string, namespace: string) =>
    `apiVersion: ${api}\nkind: A\nmetadata: { name: a, namespace: ${namespace} }\n`;
  it("of another namespace or group is another one", () => {
    expect(findings("FLT-GIT-001", two(map("v1", "x"), map("v1", "y")))).toEqual([]);
    expect(findings("FLT-GIT-001", two(map("a.example/v1", "x"), map("b.example/v1", "x")))).toEqual([]);
  });
  it("of another version of its group is the same", () => {
    expect(findings("FLT-GIT-001", two(map("a.example/v1", "x"), map("a.example/v2", "x")))).toHaveLength(1);
  });
});
