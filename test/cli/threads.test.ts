import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateFleet } from "../../bench/fleet/generate.ts";
import { flotilla } from "./run.ts";

/** Servers that join the centre, which holds their files: once a thread that compiled the centre saw no sites of any region. */
const nodesOfCentre = (text: string): string =>
  text.replaceAll("  profile: edge-kubeedge@1.0.0\n", "  profile: edge-kubeedge@1.0.0\n  parent: centre\n");

/** Trees come once from one thread and once from three; for the rest two do. */
describe("a fleet that is compiled on several threads", () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-threads-"));
  const fleet = join(folder, "fleet");

  const run = (threads: string, ...args: readonly string[]) =>
    flotilla([...args, "--fleet", fleet], { env: { FLOTILLA_THREADS: threads } });

  beforeAll(() => {
    for (const [path, text] of generateFleet({ sites: 62 })) {
      mkdirSync(dirname(join(fleet, path)), { recursive: true });
      writeFileSync(join(fleet, path), path.startsWith("sites/hunan/") ? nodesOfCentre(text) : text);
    }
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const exempt = (rule: string, construct: string) =>
      `  - { rule: ${rule}, construct: ${construct}, reason: a trial of nodes at the centre, owner: a-team, ticket: T-1, granted: ${day(0)}, expires: ${day(9)} }\n`;
    const exemptions = exempt("FLT-PRF-005", "panji/hunan") + exempt("FLT-SEC-013", "panji/centre");
    writeFileSync(join(fleet, "sites/exemptions.yaml"), `exemptions:\n${exemptions}`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("has the same trees as from one thread", () => {
    const trees = ["0", "2"].map((threads) => {
      const base = join(folder, `repos-${threads}`);
      const { code, stderr } = run(threads, "publish", "--to", base);
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("0 errors") });
      const published = readdirSync(base).map((name) => {
        const tree = execFileSync("git", ["-C", join(base, name), "rev-parse", "main^{tree}"], { encoding: "utf8" });
        return `${name} ${tree}`;
      });
      return [...published, stderr];
    });
    expect(trees[0]).toHaveLength(33);
    const centre = execFileSync("git", ["-C", join(folder, "repos-0/centre.git"), "ls-tree", "--name-only", "main"]);
    expect(centre.toString()).toContain("hosts\n");
    expect(trees[1]).toEqual(trees[0]);
  });

  test("is published a second time without a commit", () => {
    const { code, stdout: out } = run("1", "publish", "--to", join(folder, "repos-0"));
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => line !== "" && !line.endsWith(" unchanged"))).toEqual([]);
  });

  // Once the centre lost the files of its nodes when it was published alone.
  test("is published the same region by region, the centre alone too", () => {
    for (const name of ["centre", "hunan"]) {
      const { code, stdout } = run("0", "publish", "--to", join(folder, "repos-0"), "--region", name);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\w+: \w+ unchanged$/m) });
    }
  });

  describe("and violates rules", () => {
    beforeAll(() => {
      const app = join(fleet, "apps/retail/checkout.yaml");
      const text = readFileSync(app, "utf8");
      writeFileSync(app, text.replaceAll("registry.panji.example", "elsewhere.example"));
    });

    test("has the same findings in the same order as from one thread", () => {
      const [one, two] = ["0", "1"].map((threads) => run(threads, "check", "--format", "json"));
      expect(one?.code).toBe(5);
      expect(two).toEqual(one);
    });

    test("leaves nothing behind", () => {
      const base = join(folder, "repos-refused");
      expect(run("1", "publish", "--to", base).code).toBe(5);
      expect(readdirSync(base)).toEqual([]);
    });

    test("leaves repositories that were there as they were", () => {
      const base = join(folder, "repos-0");
      const files = () => readdirSync(base, { recursive: true }).sort();
      const before = files();
      expect(run("1", "publish", "--to", base).code).toBe(5);
      expect(files()).toEqual(before);
    });
  });

  describe("and has a faulty file", () => {
    beforeAll(() => {
      const name = readdirSync(join(fleet, "sites/zhejiang")).find((each) => each !== "region.yaml") as string;
      const zone = join(fleet, "sites/zhejiang", name);
      writeFileSync(zone, readFileSync(zone, "utf8").replace("kind: ", "kindd: "));
    });

    test("has the same faults as from one thread, though the others had begun", () => {
      const [one, two] = ["0", "1"].map((threads) => run(threads, "check", "--format", "json"));
      expect(one?.code).toBe(2);
      expect(two).toEqual(one);
    });

    test("leaves nothing behind", () => {
      const base = join(folder, "repos-faulty");
      mkdirSync(base);
      expect(run("1", "publish", "--to", base).code).toBe(2);
      expect(readdirSync(base)).toEqual([]);
    });
  });
});
