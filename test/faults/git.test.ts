import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { publish } from "../../git/publish/publish.ts";
import { request } from "../git/content.ts";
import { git, workspace } from "../git/fixture.ts";

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

describe("The owner of a repository on this machine runs nothing with our rights, and is not gone past", () => {
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

  test.each(["pre-receive", "update", "reference-transaction", "post-receive"])("the hook %s", async (hook) => {
    const { remote, ran, program, tip } = await published();
    mkdirSync(join(remote, "hooks"), { recursive: true });
    writeFileSync(join(remote, "hooks", hook), readFileSync(program));
    chmodSync(join(remote, "hooks", hook), 0o755);
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
