import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reportFormats } from "../../cli/report/formats.ts";
import { wantsColour } from "../../cli/terminal.ts";
import type { Report } from "../../pipeline/report/report.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

/** Apps of which none states the digest of its image: a warning each. */
function manyWarnings(count: number): Record<string, string> {
  const apps = Array.from({ length: count }, (_, index) => {
    const name = `till-${index}`;
    const text = `name: ${name}\ntenant: retail\nimage: registry.panji.example/retail/${name}:1.0.0\nresources: { cpu: 1m, memory: 1Mi }\n`;
    return [`apps/retail/${name}.yaml`, text] as const;
  });
  return Object.fromEntries(apps);
}

const rule = { id: "FLT-SEC-007", title: "Images have a digest", severity: "warning", help: "h" };
const manyFindings = {
  fleet: "panji",
  toolVersion: "0.1.0",
  findings: Array.from({ length: 2000 }, (_, index) => ({
    code: rule.id,
    severity: "warning",
    message: `image ${index} has no digest`,
    at: { file: `apps/a-${index}.yaml`, path: ["image"] },
    position: { line: 3, column: 8 },
    subjects: [`panji/apps/retail/a-${index}`],
    hint: "add the digest",
  })),
  exempted: [],
  baselined: [],
  rules: [rule],
  evaluated: true,
  planned: 0,
  counts: { sites: 10, repositories: 2, objects: 3, files: 4 },
} as unknown as Report;

describe("A rule with many findings is one paragraph", () => {
  const options = { colour: false, interactive: false, folder: () => "" };

  test.each(["text", "markdown"] as const)("2,000 warnings are less than a screen in %s", (format) => {
    const text = reportFormats[format](manyFindings, { ...options, all: false });
    expect(text.split("\n").length).toBeLessThan(20);
    expect(text).toContain("2,000 findings");
    expect(text).toContain("Images have a digest");
    expect(text).toContain("apps/a-2.yaml:3:8");
    expect(text).not.toContain("apps/a-3.yaml");
    expect(text).toContain("1,997 more");
    expect(text.match(/add the digest/g)).toHaveLength(1);
    const all = reportFormats[format](manyFindings, { ...options, all: true });
    expect(all.match(/apps\/a-\d+\.yaml:3:8/g)?.length).toBeGreaterThan(300);
  });

  test("--all shows each; the end tells the sum and where to begin", async () => {
    const fleet = fleetOnDisk(manyWarnings(5));
    const { code, stdout } = await runCommandHere(["check", "--fleet", fleet]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^warning FLT-[A-Z]+-\d+, 5 findings about 5 places of the fleet: /m);
    expect(stdout).toMatch(/and 2 more; `flotilla check --all` shows each/);
    expect(stdout).toMatch(/^0 errors, 5 warnings: 1 site, /m);
    const all = (await runCommandHere(["check", "--fleet", fleet, "--all"])).stdout;
    expect(all.match(/apps\/retail\/till-\d\.yaml:\d+:\d+: warning/g)).toHaveLength(5);
    expect(all).toMatch(/^begin with warning FLT-\S+ at apps\/retail\/till-0\.yaml:\d+:\d+, the first of 5$/m);
  });

  test("three findings of a rule stay what they were, a paragraph each", async () => {
    const { stdout } = await runCommandHere(["check", "--fleet", fleetOnDisk(manyWarnings(3))]);
    expect(stdout.match(/\.yaml:\d+:\d+: warning/g)).toHaveLength(3);
  });
});

describe("Excerpts are for a person at a terminal", () => {
  const broken = (text: string) => fleetOnDisk({ "apps/retail/checkout.yaml": text });
  const app = smallFleet()["apps/retail/checkout.yaml"] as string;
  const here = (fleet: string, interactive: boolean) => runCommandHere(["check", "--fleet", fleet], { interactive });

  test("the line and carets below the value that is wrong", async () => {
    const fleet = broken(app.replace("replicas: 2", "replicas: two"));
    expect((await here(fleet, true)).stdout).toContain("    4 | replicas: two\n                  ^^^\n");
    expect((await here(fleet, false)).stdout).not.toContain("^^^");
  });

  test("a wide character takes two columns, a tab is an arrow", async () => {
    const wide = await here(
      broken(app.replace("config: { LOG_LEVEL: info }", "config: { 日志: x, LOG_LEVEL: info }")),
      true,
    );
    const [line = "", carets = ""] = wide.stdout.split("\n").slice(1, 3);
    expect(line).toContain("日志: x");
    expect(carets.indexOf("^")).toBe(line.indexOf("日"));
    expect(carets.trim()).toBe("^^^^");
    const tab = await here(broken(`${app}\tx: 1\n`), true);
    expect(tab.stdout).toContain("| →x: 1");
  });

  test("never a line with a password in a URL", async () => {
    const text = app.replace("info }", 'info, UPSTREAM: "https://me:hunter2@example.org/", 9BAD: x }');
    const { stdout } = await here(broken(text), true);
    expect(stdout).toContain("checkout.yaml");
    expect(stdout).not.toContain("hunter2");
  });
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: "1" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ FORCE_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "0" }, true, false],
  [{ FORCE_COLOR: "1", NO_COLOR: "1" }, true, false],
  [{ TERM: "dumb" }, true, false],
])("Colours with %j at a terminal %s: %s", (env, interactive, expected) => {
  expect(wantsColour(env, interactive)).toBe(expected);
});

test("Colours that were asked for reach the output", () => {
  expect(textReport(manyFindings, true)).toContain("\u001b[33mwarning\u001b[39m");
});

interface Sarif {
  readonly runs: readonly [
    {
      readonly results: readonly {
        readonly locations: readonly [
          {
            readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
          },
        ];
      }[];
    },
  ];
}

test("SARIF names files from the top of the repository, with the range of the value", async () => {
  const app = (smallFleet()["apps/retail/checkout.yaml"] as string).replace("replicas: 2", "replicas: two");
  const files = { ...smallFleet(), "apps/retail/checkout.yaml": app };
  const below = Object.fromEntries(Object.entries(files).map(([path, text]) => [`fleets/east 1/${path}`, text]));
  const repository = fleetOnDisk(below);
  execFileSync("git", ["init", "-q", repository]);
  const { stdout } = await runCommandHere(["check", "--fleet", join(repository, "fleets/east 1"), "--format", "sarif"]);
  const [run] = (JSON.parse(stdout) as Sarif).runs;
  const { artifactLocation, region } = run.results[0]?.locations[0].physicalLocation ?? {};
  expect(artifactLocation).toEqual({ uri: "fleets/east%201/apps/retail/checkout.yaml" });
  expect(region).toEqual({ startLine: 4, startColumn: 11, endLine: 4, endColumn: 14 });
});

test("JUnit counts a rule with warnings alone as skipped, with the text that GitLab and Jenkins show", async () => {
  const { code, stdout } = await runCommandHere([
    "check",
    "--fleet",
    fleetOnDisk(manyWarnings(2)),
    "--format",
    "junit",
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/failures="0" errors="0" skipped="1"/);
  expect(stdout).toContain('<property name="warnings" value="2"/>');
  expect(stdout).toMatch(/<skipped type="warning" message="2 warnings: [^"]+">apps\/retail\/till-0\.yaml:3:8: /);
  expect(stdout.match(/<skipped/g)).toHaveLength(1);
});

test("Planned sites are told: nothing is written for them", async () => {
  const path = "sites/guangdong/shenzhen.yaml";
  const zone = (smallFleet()[path] as string).replace("state: active", "state: planned");
  const { stdout } = await runCommandHere(["check", "--fleet", fleetOnDisk({ [path]: zone })]);
  expect(stdout).toContain("1 site (1 planned, for which nothing is written)");
});

test("A digest of zeros alone is as good as none", async () => {
  const path = "apps/retail/checkout.yaml";
  const app = (smallFleet()[path] as string).replace("a1".repeat(32), "0".repeat(64));
  const { stdout } = await runCommandHere(["check", "--fleet", fleetOnDisk({ [path]: app })]);
  expect(stdout).toMatch(/warning FLT-SEC-003: image \S+ has a digest of zeros alone, which no image has/);
});
