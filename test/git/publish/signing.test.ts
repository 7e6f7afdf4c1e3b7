import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { publish } from "../../../git/publish/publish.ts";
import { request } from "../content.ts";
import { fsck, git, workspace } from "../fixture.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const change = { "hub/delivery/a.yaml": "kind: A\n" };
const KEYGEN = "ssh-keygen";
const hasKeygen = spawnSync(KEYGEN, ["-?"]).error === undefined;

/** A configuration of a user who signs with an SSH key, and the arguments that verify the signature. */
function configureSigning(base: string, key = "key"): readonly string[] {
  spawnSync(KEYGEN, ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", join(base, "key")]);
  const allowed = join(base, "allowed");
  writeFileSync(allowed, `test@localhost ${readFileSync(join(base, "key.pub"), "utf8")}`);
  const config = join(base, "gitconfig");
  writeFileSync(
    config,
    `[commit]\n\tgpgSign = true\n[gpg]\n\tformat = ssh\n[user]\n\tname = Signer\n\tsigningKey = ${join(base, key)}\n`,
  );
  vi.stubEnv("GIT_CONFIG_GLOBAL", config);
  vi.stubEnv("GIT_AUTHOR_NAME", undefined);
  vi.stubEnv("GIT_COMMITTER_NAME", undefined);
  return ["-c", `gpg.ssh.allowedSignersFile=${allowed}`, "verify-commit", "--raw"];
}

describe.skipIf(!hasKeygen)("with commit.gpgSign and an SSH key (skipped without ssh-keygen)", () => {
  test("every commit is signed by Git with that key, the first one of a new repository too", async () => {
    const base = workspace();
    const verify = configureSigning(base);
    const remote = join(base, "guangdong.git");
    for (const changes of [{}, change]) {
      expect(await publish(request(remote, changes))).toMatchObject({ outcome: "published" });
      expect(() => git(remote, ...verify, "main")).not.toThrow();
    }
    expect(git(remote, "log", "-1", "--format=%an %cn|%s", "main")).toBe("Signer Signer|Publish guangdong");
    expect(await publish(request(remote, change))).toMatchObject({ outcome: "unchanged" });
    expect(git(remote, "rev-list", "--count", "main")).toBe("2");
    expect(fsck(remote)).toBe("");
  });

  test("a key that cannot be used fails with Git's words and moves nothing", async () => {
    const base = workspace();
    configureSigning(base, "no-such-key");
    const result = await publish(request(join(base, "guangdong.git")));
    expect(result).toMatchObject({
      outcome: "failed",
      diagnostic: { code: "git/command", message: expect.stringContaining("no-such-key") },
    });
    expect(readdirSync(base).filter((name) => name.includes("guangdong"))).toEqual([]);
  });
});
