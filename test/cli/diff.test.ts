import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { commitFirst } from "../git/fixture.ts";
import { runCommandHere } from "./run.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const zoneText = smallFleet()[zoneFile] as string;

/** The small fleet with a second site, committed as `main`. */
function committed(): string {
  const second = zoneText
    .slice(zoneText.indexOf("  - name:"))
    .replaceAll("sz-nanshan-01", "sz-nanshan-02")
    .replaceAll("10.44.12.", "10.44.13.")
    .replace("vlan: 112", "vlan: 113")
    .replace("3332", "3333")
    .replace("00:01", "00:02")
    .replace("10.44.255.11", "10.44.255.12");
  const root = fleetOnDisk({ [zoneFile]: zoneText + second });
  commitFirst(root);
  return root;
}

function edit(root: string, path: string, change: (text: string) => string): void {
  const text = execFileSync("git", ["-C", root, "show", `main:${path}`], { encoding: "utf8" });
  expect(change(text)).not.toBe(text);
  writeFileSync(join(root, path), change(text));
}

interface Document {
  readonly schema: string;
  readonly sites: { readonly changed: number; readonly added: number; readonly removed: number };
  readonly classes: readonly {
    readonly title: string;
    readonly kind: string;
    readonly effect: string;
    readonly members: readonly string[];
  }[];
  readonly findings: readonly { readonly code: string }[];
}

async function diff(root: string): Promise<Document> {
  return JSON.parse(
    (await runCommandHere(["diff", "--fleet", root, "--base", "main", "--format", "json"])).stdout,
  ) as Document;
}

test("Without a change nothing differs, and --exit-code tells a change by 7", async () => {
  const root = committed();
  const same = await runCommandHere(["diff", "--fleet", root, "--base", "main", "--exit-code"]);
  expect(same).toMatchObject({ code: 0, stderr: "" });
  expect(same.stdout).toContain("nothing changes on any cluster");
  edit(root, zoneFile, (text) => text.replace("vlan: 113", "vlan: 213"));
  expect((await runCommandHere(["diff", "--fleet", root, "--base", "main", "--exit-code"])).code).toBe(7);
  expect((await runCommandHere(["diff", "--fleet", root, "--base", "main"])).code).toBe(0);
});

test("A change that all sites share is one class with all of them, whatever their names", async () => {
  const root = committed();
  edit(root, "sites/fleet.yaml", (text) => text.replace("parameters: {}", "parameters: { metricsRetention: 9h }"));
  const { schema, sites, classes } = await diff(root);
  expect(schema).toBe("flotilla.dev/plan/v1");
  expect(sites).toMatchObject({ changed: 2, added: 0, removed: 0 });
  expect(classes).toMatchObject([{ kind: "changed", effect: "restarts pods" }]);
  expect(classes[0]?.title).toMatch(/^StatefulSet prometheus: /);
  expect(classes[0]?.members).toHaveLength(2);
});

describe("What cannot be taken back comes first", () => {
  test("a removed site is one class that deletes, whatever the number of its files", async () => {
    const root = committed();
    edit(root, zoneFile, (text) => text.slice(0, text.indexOf("  - name: sz-nanshan-02")));
    const { sites, classes, findings } = await diff(root);
    expect(sites).toMatchObject({ removed: 1 });
    expect(classes[0]).toMatchObject({ title: "whole sites", kind: "removed", effect: "deletes" });
    expect(findings.map(({ code }) => code)).toEqual(["FLT-GUARD-002"]);
  });

  test("a violated rule of the head is reported with the diff, in every format, with exit code 5", async () => {
    const root = committed();
    edit(root, zoneFile, (text) => text.replace("vip: 10.44.13.10", "vip: 10.99.0.1"));
    for (const format of ["text", "json", "markdown"]) {
      const { code, stdout: out } = await runCommandHere([
        "diff",
        "--fleet",
        root,
        "--base",
        "main",
        "--format",
        format,
      ]);
      expect(code).toBe(5);
      expect(out).toContain("FLT-NET-006");
    }
  });
});

test("Markdown holds no mention and no markup that names bring along", async () => {
  const root = committed();
  edit(root, "apps/retail/checkout.yaml", (text) => text.replace("LOG_LEVEL: debug", 'LOG_LEVEL: "```@everyone <b>"'));
  const { stdout: out } = await runCommandHere(["diff", "--fleet", root, "--base", "main", "--format", "markdown"]);
  expect(out).toMatch(/^<!-- flotilla:plan:v1 [^<>]*-->\n### Flotilla: /);
  expect(out).toContain("````diff");
  expect(out.length).toBeLessThan(60_000);
});

test("A revision that is none, or that holds no fleet, is refused with what was expected", async () => {
  const root = committed();
  expect(await runCommandHere(["diff", "--fleet", root, "--base", "nowhere"])).toMatchObject({ code: 2 });
  expect(await runCommandHere(["diff", "--fleet", root, "--base", "--output=x"])).toMatchObject({ code: 2 });
  rmSync(join(root, ".git"), { recursive: true });
  expect((await runCommandHere(["diff", "--fleet", root, "--base", "main"])).stderr).toContain(
    "expected a branch, tag or commit",
  );
});

test("Rights that grow and exemptions that come have sections of their own, in every format", async () => {
  const root = committed();
  edit(root, "sites/fleet.yaml", (text) => text.replace("parameters: {}", "parameters: { storageEngine: longhorn }"));
  writeFileSync(
    join(root, "sites/exemptions.yaml"),
    `exemptions:
  - rule: FLT-CAP-006
    construct: panji/guangdong
    reason: the old controller stays
    owner: guangdong-team
    ticket: EDGE-1142
    granted: ${new Date().toISOString().slice(0, 10)}
    expires: ${new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10)}
`,
  );
  const show = async (format: string) =>
    (await runCommandHere(["diff", "--fleet", root, "--base", "main", "--format", format])).stdout;
  const { privileges, exemptions } = JSON.parse(await show("json")) as {
    readonly privileges: readonly { readonly privilege: string; readonly what: string; readonly sites: number }[];
    readonly exemptions: readonly { readonly state: string; readonly rule: string }[];
  };
  expect(privileges).toContainEqual(
    expect.objectContaining({ privilege: "all", what: expect.stringContaining("layer longhorn: keeps"), sites: 2 }),
  );
  expect(exemptions).toMatchObject([{ state: "added", rule: "FLT-CAP-006" }]);
  const text = await show("text");
  expect(text).toMatch(/^Privileges that grow\n {2}all {12}layer longhorn: .* \[2 sites\]$/m);
  expect(text).toMatch(/^Exemptions\n {2}added {10}FLT-CAP-006 for panji\/guangdong: .*EDGE-1142/m);
  const markdown = await show("markdown");
  expect(markdown).toContain("#### Privileges that grow\n");
  expect(markdown).toContain("| **added** | FLT-CAP-006 | panji/guangdong |");
});
