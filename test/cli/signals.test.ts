import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateFleet } from "../../bench/fleet/generate.ts";
import { ProcessChain } from "./process-chain.ts";
import { flotilla } from "./run.ts";
import { npx, oldNode, systemPath } from "./system-programs.ts";

const root = resolve(import.meta.dirname, "../..");
const program = join(root, "cli/flotilla.mjs");

// A signal to an old Node that had handed over, or to npx, once was lost, and everything was published.
describe.skipIf(process.platform !== "linux")("a publish that gets a signal while it compiles", () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-signals-"));
  const fleet = join(folder, "fleet");
  const published = join(folder, "published");

  beforeAll(() => {
    for (const [file, text] of generateFleet({ sites: 62 })) {
      mkdirSync(dirname(join(fleet, file)), { recursive: true });
      writeFileSync(join(fleet, file), text);
    }
    expect(flotilla(["publish", "--fleet", fleet, "--to", published]).code).toBe(0);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Sends the signal when the first objects of some repository are on disk; all of them come before any branch moves. */
  async function interrupted(
    command: readonly string[],
    signal: NodeJS.Signals,
    choose: (chain: ProcessChain) => number | undefined,
  ): Promise<{ readonly code: number | null; readonly repositories: readonly string[] }> {
    const to = mkdtempSync(join(folder, "repos-"));
    const [first = "", ...args] = [...command, "publish", "--fleet", fleet, "--to", to];
    const chain = new ProcessChain(first, args, { cwd: root, env: { PATH: systemPath } });
    await chain.until(() => readdirSync(to).length > 0);
    const { ids } = chain;
    process.kill(choose(chain) as number, signal);
    const code = await chain.end(ids);
    // Drafts of repositories are hidden; a branch that has moved is in one with its real name.
    return { code, repositories: readdirSync(to).filter((name) => !name.startsWith(".")) };
  }

  test.each(["SIGTERM", "SIGINT"] as const)("%s ends it with 8, and no repository is there", async (signal) => {
    const outcome = await interrupted([process.execPath, program], signal, ({ ids }) => ids[0]);
    expect(outcome).toEqual({ code: 8, repositories: [] });
  });

  test("and no branch moves that was there before", async () => {
    const app = join(fleet, "apps/retail/checkout.yaml");
    const text = readFileSync(app, "utf8");
    writeFileSync(app, text.replace(/^replicas: \d+$/m, "replicas: 7"));
    const repositories = readdirSync(published).map((name) => join(published, name));
    const tips = () => repositories.map((each) => execFileSync("git", ["-C", each, "rev-parse", "main"]).toString());
    const before = tips();
    const chain = new ProcessChain(process.execPath, [program, "publish", "--fleet", fleet, "--to", published], {
      cwd: root,
    });
    const packs = repositories.map((each) => join(each, "objects/pack"));
    await chain.until(() => packs.some((each) => readdirSync(each).some((name) => name.startsWith("tmp_flotilla_"))));
    const { ids } = chain;
    process.kill(ids[0] as number, "SIGTERM");
    expect(await chain.end(ids)).toBe(8);
    expect(tips()).toEqual(before);
    writeFileSync(app, text);
  });

  test("and neither does a diff leave the files of the revision behind that it compares with", async () => {
    const git = (...args: readonly string[]) => execFileSync("git", ["-C", fleet, ...args]);
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "--quiet", "--message=Start");
    const temporary = mkdtempSync(join(folder, "tmp-"));
    const args = [program, "diff", "--fleet", fleet, "--base", "HEAD"];
    const chain = new ProcessChain(process.execPath, args, { cwd: root, env: { TMPDIR: temporary } });
    await chain.until(() => readdirSync(temporary, { recursive: true }).some((path) => String(path).endsWith("apps")));
    const { ids } = chain;
    process.kill(ids[0] as number, "SIGTERM");
    expect(await chain.end(ids)).toBe(8);
    // Node keeps compiled code there.
    expect(readdirSync(temporary).filter((name) => name !== "node-compile-cache")).toEqual([]);
  });

  const older = oldNode ? `as ${oldNode} does` : "no node that is too old for TypeScript is on PATH";
  describe.skipIf(oldNode === undefined)(`and that an older Node handed over: ${older}`, () => {
    const command = [oldNode ?? "", program];

    test.each(["SIGTERM", "SIGINT"] as const)("%s to the older one ends both with 8", async (signal) => {
      const outcome = await interrupted(command, signal, ({ ids }) => ids[0]);
      expect(outcome).toEqual({ code: 8, repositories: [] });
    });

    test("SIGTERM to the newer one ends both with 8", async () => {
      const outcome = await interrupted(command, "SIGTERM", (chain) => chain.with("publish").at(-1));
      expect(outcome).toEqual({ code: 8, repositories: [] });
    });

    test("the newer one does not outlive the older one, however that ended", async () => {
      const outcome = await interrupted(command, "SIGKILL", ({ ids }) => ids[0]);
      expect(outcome).toEqual({ code: null, repositories: [] });
    });

    test("exit codes come back as they are", () => {
      expect(spawnSync(oldNode ?? "", [program, "chekc"]).status).toBe(2);
      expect(spawnSync(oldNode ?? "", [program, "--version"]).status).toBe(0);
    });
  });

  const under = npx ? `as ${npx} does` : "no npx is on PATH";
  describe.skipIf(npx === undefined)(`and that npx started: ${under}`, () => {
    test.each([
      ["npx", ({ ids }: ProcessChain) => ids[0]],
      ["the shell that npx starts", ({ ids }: ProcessChain) => ids[1]],
      ["Flotilla itself", (chain: ProcessChain) => chain.with("publish").at(-1)],
    ])("SIGTERM to %s ends all, and no repository is there", async (_, choose) => {
      // npm decides about its own exit code.
      const { repositories } = await interrupted([npx ?? "", "flotilla"], "SIGTERM", choose);
      expect(repositories).toEqual([]);
    });
  });
});
