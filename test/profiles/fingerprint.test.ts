import { describe, expect, test } from "vitest";
import { fingerprint, profileFile } from "../../profiles/fingerprint.ts";

const files = {
  "profiles/edge/1.0.0.ts":
    'import { a } from "../layers/a.ts";\nimport { defineProfile } from "../../constructs/profile.ts";\n',
  "profiles/layers/a.ts": 'import { deep } from "./deep/one.ts";\n',
  "profiles/layers/deep/one.ts": "export const deep = 1;\n",
  "profiles/layers/other.ts": "export const other = 1;\n",
};

function hashOf(changes: Readonly<Record<string, string>> = {}): string {
  const all: Readonly<Record<string, string>> = { ...files, ...changes };
  return fingerprint("profiles/edge/1.0.0.ts", (file) => {
    const text = all[file];
    if (text === undefined) throw new Error(`no file ${file}`);
    return text;
  });
}

describe("the fingerprint of a profile", () => {
  test("changes with every file that the profile imports, near and far", () => {
    expect(hashOf({ "profiles/layers/a.ts": `${files["profiles/layers/a.ts"]}// more\n` })).not.toBe(hashOf());
    expect(hashOf({ "profiles/layers/deep/one.ts": "export const deep = 2;\n" })).not.toBe(hashOf());
  });

  test("does not change with a layer that the profile does not use", () => {
    expect(hashOf({ "profiles/layers/other.ts": "export const other = 2;\n" })).toBe(hashOf());
  });

  test("is the same for a checkout with Windows line ends", () => {
    const windows = Object.entries(files).map(([file, text]) => [file, text.replaceAll("\n", "\r\n")]);
    expect(hashOf(Object.fromEntries(windows))).toBe(hashOf());
  });

  test("tells apart text that moved from one file to the next", () => {
    const [first, second] = ['import "./b.ts";\nconst x = 1;\n', "const y = 1;\n"];
    const moved = ['import "./b.ts";\n', "const x = 1;\nconst y = 1;\n"];
    const of = ([a, b]: readonly string[]) =>
      fingerprint("profiles/p/1.0.0.ts", (file) => (file.endsWith("b.ts") ? b : a) as string);
    expect(of([first as string, second as string])).not.toBe(of(moved));
  });

  test("follows re-exports, side-effect imports and type imports", () => {
    for (const statement of ['export * from "./b.ts";', 'import "./b.ts";', 'import type { B } from "./b.ts";']) {
      const of = (b: string) => fingerprint("profiles/p/1.0.0.ts", (file) => (file.endsWith("/b.ts") ? b : statement));
      expect(of("const b = 1;"), statement).not.toBe(of("const b = 2;"));
    }
  });

  test("ends when files import each other", () => {
    const round = { "profiles/p/1.0.0.ts": 'import "./b.ts";', "profiles/p/b.ts": 'import "./1.0.0.ts";' };
    expect(fingerprint("profiles/p/1.0.0.ts", (file) => round[file as keyof typeof round])).toMatch(/^[0-9a-f]{64}$/);
  });
});

test("a profile version is the file of its name and version", () => {
  expect(profileFile("edge-k3s@1.0.0")).toBe("profiles/edge-k3s/1.0.0.ts");
});
