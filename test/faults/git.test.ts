import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { summaryLine } from "../../cli/report/published.ts";
import { noRemovals } from "../../compiler/emit/removals.ts";
import { publish } from "../../git/publish/publish.ts";
import { visibleText } from "../../model/visible-text.ts";
import { request } from "../git/content.ts";
import { fsck, git, workspace } from "../git/fixture.ts";

const change = { "hub/delivery/a.yaml": "kind: A\n" };

/** A repository that was published to, and a program that leaves a file when it runs. */
async function published() {
  const base = workspace();
  const remote = join(base, "guangdong.git");
  await publish(request(remote));
  const ran = join(base, "ran");
  const program = join(base, "program");
  writeFileSync(program, `#!/bin/sh\ntouch ${ran}\nexit 1\n`);
  chmodSync(program, 0o755);
  return { remote, ran, program, tip: git(remote, "rev-parse", "main") };
}

describe("What the owner of a repository on this machine configured does not run with our rights", () => {
  test.each([
    "gpg.program",
    "core.hooksPath",
    "core.fsmonitor",
    "core.sshCommand",
    "core.alternateRefsCommand",
    "credential.helper",
  ])("%s in its own configuration", async (key) => {
    const { remote, ran, program, tip } = await published();
    git(remote, "config", "commit.gpgSign", "true");
    git(remote, "config", key, program);
    const result = await publish(request(remote, change));
    expect(result).toMatchObject({ outcome: "failed", diagnostic: { code: "git/own-programs" } });
    expect(existsSync(ran)).toBe(false);
    expect(git(remote, "rev-parse", "main")).toBe(tip);
  });

  test("a partial clone, which fetches what is missing from a place of its choice", async () => {
    const { remote } = await published();
    git(remote, "config", "remote.origin.promisor", "true");
    const result = await publish(request(remote, change));
    expect(result).toMatchObject({ outcome: "failed", diagnostic: { code: "git/own-programs" } });
  });
});

describe("The hooks of a repository on this machine decide about a publish as about any push", () => {
  const words = "echo hint: ask the release team >&2; echo freeze until Monday >&2; exit 1";

  /** A repository that was published to and then given a hook, and what a publish of a change does to it. */
  async function publishPast(hook: string, script: string) {
    const { remote, tip } = await published();
    vi.stubEnv("XDG_CACHE_HOME", join(remote, "..", "cache"));
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    mkdirSync(join(remote, "hooks"), { recursive: true });
    writeFileSync(join(remote, "hooks", hook), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const objects = git(remote, "count-objects", "-v");
    const result = await publish(request(remote, change));
    const said = join(remote, "said");
    return {
      remote,
      result,
      tip,
      now: git(remote, "rev-parse", "main"),
      isUntouched: git(remote, "count-objects", "-v") === objects,
      said: existsSync(said) ? readFileSync(said, "utf8") : "",
    };
  }

  test.each([
    ["pre-receive", `cat >/dev/null; ${words}`],
    ["update", words],
    ["reference-transaction", `[ "$1" = prepared ] || exit 0; ${words}`],
  ])("%s refuses: its words are told first, the reason before the hint, and the branch stays", async (hook, script) => {
    const { result, tip, now, isUntouched } = await publishPast(hook, script);
    expect(result).toMatchObject({
      outcome: "failed",
      diagnostic: {
        code: "git/refused",
        message: expect.stringMatching(
          /moved the branch\. It says: freeze until Monday; hint: ask the release team\. Git says: \S/,
        ),
      },
    });
    expect(now).toBe(tip);
    // Git moves the objects in when pre-receive has passed.
    expect(isUntouched).toBe(hook === "pre-receive");
  });

  test.each([
    ["pre-receive", "cat > said", /^[0-9a-f]{40} [0-9a-f]{40} refs\/heads\/main\n$/],
    ["update", 'echo "$@" > said', /^refs\/heads\/main [0-9a-f]{40} [0-9a-f]{40}\n$/],
    ["post-receive", "cat > said", /^[0-9a-f]{40} [0-9a-f]{40} refs\/heads\/main\n$/],
    ["post-update", 'echo "$@" > said', /^refs\/heads\/main\n$/],
  ])("%s is run once with what it gets on a push, and the commit is there", async (hook, script, expected) => {
    const { remote, result, tip, now, said } = await publishPast(hook, script);
    expect(result).toMatchObject({ outcome: "published", parent: tip, commit: now });
    expect(said).toMatch(expected);
    expect(await publish(request(remote, change))).toEqual({ outcome: "unchanged", commit: now });
    expect(fsck(remote)).toBe("");
  });

  test("what a hook says reaches the terminal without its control characters", async () => {
    const { result } = await publishPast("pre-receive", "printf 'no\\033[31m::error::x\\n' >&2; exit 1");
    const { text } = summaryLine({ name: "guangdong", remote: "x", files: 1, ...noRemovals, result: result as never });
    expect(text).toContain("\x1b");
    expect(visibleText(text, false)).not.toContain("\x1b");
  });

  test("a file without the right to run is no hook, and neither is a sample", async () => {
    const { remote } = await published();
    mkdirSync(join(remote, "hooks"), { recursive: true });
    writeFileSync(join(remote, "hooks/pre-receive"), "#!/bin/sh\nexit 1\n", { mode: 0o644 });
    writeFileSync(join(remote, "hooks/update.sample"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    expect(await publish(request(remote, change))).toMatchObject({ outcome: "published" });
  });

  test.skipIf(process.getuid?.() !== 0)("but hooks of another user's repository do not run", async () => {
    const { remote, ran, program, tip } = await published();
    mkdirSync(join(remote, "hooks"), { recursive: true });
    cpSync(program, join(remote, "hooks/pre-receive"));
    execFileSync("chown", ["-R", "65534", remote]);
    const result = await publish(request(remote, change));
    expect(result).toMatchObject({
      outcome: "failed",
      diagnostic: { code: "git/own-programs", message: expect.stringContaining("dubious ownership") },
    });
    expect(existsSync(ran)).toBe(false);
    expect(git(remote, "-c", "safe.directory=*", "rev-parse", "main")).toBe(tip);
  });
});

describe("A broken repository is told as broken, nothing is written, and no race is spoken of", () => {
  const packOf = (remote: string) => {
    const folder = join(remote, "objects/pack");
    const name = readdirSync(folder).find((each) => each.endsWith(".pack")) as string;
    chmodSync(join(folder, name), 0o644);
    return join(folder, name);
  };
  const cases: Readonly<Record<string, (remote: string) => void>> = {
    "a tip that is not there": (remote) => writeFileSync(join(remote, "refs/heads/main"), `${"1".repeat(40)}\n`),
    "a tip that is no id": (remote) => writeFileSync(join(remote, "refs/heads/main"), "garbage\n"),
    "a pack that was cut": (remote) => truncateSync(packOf(remote), 40),
    "a pack with flipped bytes": (remote) => {
      const bytes = readFileSync(packOf(remote));
      writeFileSync(packOf(remote), bytes.fill(0xff, 20, bytes.length - 30));
    },
  };
  test.each(Object.keys(cases))("%s", async (name) => {
    const { remote } = await published();
    cases[name]?.(remote);
    const ref = readFileSync(join(remote, "refs/heads/main"), "utf8");
    const started = Date.now();
    const result = await publish(request(remote, change));
    expect(result).toMatchObject({ outcome: "failed" });
    expect(JSON.stringify(result)).toMatch(/fsck/);
    expect(Date.now() - started).toBeLessThan(20_000);
    expect(readFileSync(join(remote, "refs/heads/main"), "utf8")).toBe(ref);
  });
});
