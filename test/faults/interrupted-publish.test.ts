import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { seededRandom } from "../../bench/fleet/random.ts";
import { publish } from "../../git/publish/publish.ts";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { type Content, request } from "../git/content.ts";
import { fsck, git, workspace } from "../git/fixture.ts";
import { hostRepository, serveGit } from "../git/http-server.ts";
import { endAfter, startPublisher } from "../git/publisher.ts";
import { serveBySsh } from "../git/ssh-server.ts";
import { patience, report, tries } from "./long-form.ts";

const program = resolve(import.meta.dirname, "../../cli/flotilla.mjs");
const random = seededRandom(Number(process.env["FLOTILLA_FUZZ_SEED"] ?? 1));

/** One way to publish, and the repository that it ends in. */
interface Place {
  /** The bare repository of a round. */
  readonly repository: (round: number) => string;
  /** An undisturbed run that writes the content of a round. */
  readonly publish: (round: number) => Promise<unknown>;
  /** How long an interruption may wait for it to be still at work, in milliseconds. */
  readonly measure: () => Promise<number>;
  /** The same, ended by a signal after a while. */
  readonly interrupt: (round: number, milliseconds: number, signal: NodeJS.Signals) => Promise<void>;
  /** Id of the tree that the content of a round makes. */
  readonly tree: (round: number) => Promise<string>;
}

/** Enough that writing them takes a while. */
function manyFiles(round: number): Content {
  const names = Array.from({ length: 400 }, (_, index) => `sites/shenzhen/sz-01/40-apps/app-${index}.yaml`);
  return Object.fromEntries(
    names.map((name, index) => [name, `round: ${round}\n${"# filler\n".repeat(20)}${index}\n`]),
  );
}

/** A publish of made-up content in a process of its own. */
function ofContent(base: string, repository: (round: number) => string, remote = repository): Place {
  return {
    repository,
    publish: (round) => publish(request(remote(round), manyFiles(round))),
    measure: async () => {
      const publisher = await startPublisher();
      const milliseconds = await durationOf(() => publisher.publish({ remote: remote(0), changes: manyFiles(0) }));
      publisher.stop();
      return milliseconds;
    },
    interrupt: async (round, milliseconds, signal) => {
      const publisher = await startPublisher();
      await publisher.publishAndEnd({ remote: remote(round), changes: manyFiles(round) }, milliseconds, signal);
    },
    tree: async (round) => {
      const expected = join(base, `expected-${round}.git`);
      await publish(request(expected, manyFiles(round)));
      return git(expected, "rev-parse", "main^{tree}");
    },
  };
}

const PLACES: Readonly<Record<string, (base: string) => Promise<Place>>> = {
  "a new repository": async (base) => ofContent(base, (round) => join(base, `region-${round}.git`)),
  "a repository that is there": async (base) => ofContent(base, () => join(base, "guangdong.git")),
  "a repository with hooks": async (base) => {
    const repository = join(base, "guangdong.git");
    await publish(request(repository));
    mkdirSync(join(repository, "hooks"));
    writeFileSync(join(repository, "hooks/pre-receive"), "#!/bin/sh\ncat >/dev/null\n", { mode: 0o755 });
    return ofContent(base, () => repository);
  },
  "a server over HTTP": async (base) => {
    const repository = hostRepository(join(base, "guangdong.git"), true);
    const { url } = await serveGit(base);
    return ofContent(
      base,
      () => repository,
      () => `${url}/guangdong.git`,
    );
  },
  "a server over SSH": async (base) => {
    const repository = hostRepository(join(base, "guangdong.git"), true);
    serveBySsh(base);
    return ofContent(
      base,
      () => repository,
      () => `ssh://here${repository}`,
    );
  },
  "a folder by the command line": async (base) => {
    const fleet = fleetOnDisk();
    const app = join(fleet, "apps/retail/checkout.yaml");
    const text = readFileSync(app, "utf8");
    const write = (round: number) => writeFileSync(app, text.replace("LOG_LEVEL: debug", `LOG_LEVEL: level-${round}`));
    const to = join(base, "repositories");
    const args = (folder: string) => ["publish", "--fleet", fleet, "--region", "guangdong", "--to", folder];
    const start = (round: number) => {
      write(round);
      return spawn(process.execPath, [program, ...args(to)], { detached: true, stdio: "ignore" });
    };
    return {
      repository: () => join(to, "guangdong.git"),
      publish: (round) => {
        write(round);
        return runCommandHere(args(to));
      },
      measure: () => durationOf(() => once(start(0), "close")),
      interrupt: (round, milliseconds, signal) => endAfter(start(round), milliseconds, signal),
      tree: async (round) => {
        write(round);
        expect(await runCommandHere(args(join(base, `expected-${round}`)))).toMatchObject({ code: 0 });
        return git(join(base, `expected-${round}/guangdong.git`), "rev-parse", "main^{tree}");
      },
    };
  },
};

/** What a killed run may leave until the next one, and Git after a push that was cut. */
const LEFTOVER = /flotilla_|\.lock$|\/tmp_|incoming-/;

/**
 * What is left of an interrupted run. A receiving Git that a signal ends together with its child may leave the folder in which
 * it kept the pack apart; no Git looks into it, and its own `git prune`, which each `git gc` runs, takes it away.
 */
function leftovers(folder: string, repository: string): readonly string[] {
  git(repository, "prune", "--expire=now");
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => LEFTOVER.test(name));
}

function tipOf(repository: string): string | undefined {
  try {
    return git(repository, "rev-parse", "--verify", "--quiet", "main");
  } catch {
    return undefined;
  }
}

/** How long it takes here and now, in milliseconds. */
async function durationOf(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/**
 * Moments of runs, in milliseconds. Every other one is drawn over the whole run; those between follow the moment of the commit,
 * later after each old one and earlier after each new one, since a first run lasts longer than those that find caches.
 */
function momentsOver(duration: number) {
  let commit = duration;
  const follows = (round: number) => round % 2 === 1;
  return {
    next: (round: number) => {
      const share = random.below(1000) / 1000;
      return follows(round) ? commit * (0.8 + 0.4 * share) : commit * 1.2 * share;
    },
    learn: (round: number, isOld: boolean) => {
      if (follows(round)) commit *= isOld ? 1.15 : 1 / 1.15;
    },
  };
}

describe("A publish that is ended at any moment leaves the old or the new commit, and the next run the new one", () => {
  const signals = ["SIGKILL", "SIGTERM"] as const;
  const cases = Object.keys(PLACES).flatMap((name) => signals.map((signal) => [signal, name] as const));

  test.each(cases)("%s while it writes to %s", patience, async (signal, name) => {
    const base = workspace();
    vi.stubEnv("XDG_CACHE_HOME", join(base, "cache"));
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const place = await (PLACES[name] as (base: string) => Promise<Place>)(base);
    const moments = momentsOver(await place.measure());
    const rounds = tries(1, 42);
    const seen = { old: 0, new: 0 };
    for (let round = 1; round <= rounds; round++) {
      const repository = place.repository(round);
      const before = tipOf(repository);
      const tree = await place.tree(round);
      await place.interrupt(round, moments.next(round), signal);

      const after = tipOf(repository);
      const isOld = after === before;
      if (!isOld) expect(git(repository, "rev-parse", `${after}^{tree}`)).toBe(tree);
      if (after !== undefined) expect(fsck(repository)).toBe("");
      seen[isOld ? "old" : "new"]++;
      moments.learn(round, isOld);

      await place.publish(round);
      expect(git(repository, "rev-parse", "main^{tree}")).toBe(tree);
      expect(git(repository, "rev-list", "--count", `${before === undefined ? "" : `${before}..`}main`)).toBe("1");
      expect(fsck(repository)).toBe("");
      expect(leftovers(base, repository)).toEqual([]);
    }
    if (rounds > 1) expect(Math.min(seen.old, seen.new), "moments before the commit, and after it").toBeGreaterThan(0);
    report(`${signal} while it writes to ${name}`, `${rounds} moments: ${seen.old} old, ${seen.new} new, 0 else`);
  });
});

test("An interruption by a signal is one: the process is gone before its work is done", async () => {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { detached: true });
  const end = once(child, "close");
  await endAfter(child, 0, "SIGTERM");
  expect(await end).toEqual([null, "SIGTERM"]);
});
