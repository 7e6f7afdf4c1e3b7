import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { publish } from "../../../git/publish/publish.ts";
import { readTip, readTree } from "../../../git/repository/read.ts";
import { content, request } from "../content.ts";
import { commitByHand, fsck, git, tipFiles, workspace } from "../fixture.ts";
import { hostRepository, serveGit } from "../http-server.ts";

const change = { "hub/delivery/a.yaml": "kind: A\n" };
let base = "";
let cache = "";

beforeEach(() => {
  base = workspace();
  cache = join(base, "cache");
  vi.stubEnv("XDG_CACHE_HOME", cache);
  return () => vi.unstubAllEnvs();
});

/** The only cache repository. */
function cacheRepository(): string {
  const folder = join(cache, "flotilla", "repos");
  return join(folder, readdirSync(folder).join());
}

describe.each([
  ["that serves partial clones", true],
  ["that does not", false],
])("a server %s", (_, filter) => {
  test("takes the first publish, a change and tells when nothing changed", async () => {
    const repository = hostRepository(join(base, "guangdong.git"), filter);
    const { url } = await serveGit(base);
    const remote = `${url}/guangdong.git`;
    const first = await publish(request(remote));
    expect(first).toMatchObject({ outcome: "published", parent: undefined });
    const commit = git(repository, "rev-parse", "main");
    expect(await publish(request(remote))).toEqual({ outcome: "unchanged", commit });
    expect(await publish(request(remote, change))).toMatchObject({ outcome: "published", parent: commit });
    expect(tipFiles(repository)).toEqual(
      [".flotilla/inventory.json", ...Object.keys({ ...content, ...change })].sort(),
    );
    expect(fsck(repository)).toBe("");
  });

  test("lets a guard read texts of the tip from a cache that has none of its files", async () => {
    hostRepository(join(base, "guangdong.git"), filter);
    const { url } = await serveGit(base);
    const remote = `${url}/guangdong.git`;
    await publish(request(remote, change));
    vi.stubEnv("XDG_CACHE_HOME", join(base, "another-cache"));
    const seen: string[] = [];
    const guard: NonNullable<ReturnType<typeof request>["guard"]> = async (tip, read) => {
      const ids = Object.entries(tip?.inventory?.files ?? {}).flatMap(([path, { id }]) => (path in change ? [id] : []));
      seen.push(...(await read([...ids, "0".repeat(40)])).values());
      return undefined;
    };
    await publish(request(remote, { "hub/delivery/a.yaml": "kind: B\n" }, { guard }));
    expect(seen).toEqual(["kind: A\n"]);
  });

  test("that moved on is followed from a cache that never saw the new commit", async () => {
    const repository = hostRepository(join(base, "guangdong.git"), filter);
    const { url } = await serveGit(base);
    const remote = `${url}/guangdong.git`;
    await publish(request(remote));
    const theirs = commitByHand(repository, { "docs/runbook.md": "theirs\n" });
    expect(await publish(request(remote, change))).toMatchObject({ outcome: "published", parent: theirs });
    expect(git(repository, "show", "main:docs/runbook.md")).toBe("theirs");
    commitByHand(repository, { "hub/delivery/a.yaml": "edited\n" });
    expect(await publish(request(remote, change))).toMatchObject({
      outcome: "conflict",
      conflicts: [{ kind: "edited", path: "hub/delivery/a.yaml" }],
    });
    expect(fsck(repository)).toBe("");
  });

  test("is read with few round trips: the tip, and all files below a folder", async () => {
    const repository = hostRepository(join(base, "guangdong.git"), filter);
    const names = Array.from({ length: 300 }, (_, index) => [`docs/${index}.md`, `${index}\n`]);
    await publish(request(repository, Object.fromEntries(names), { owned: ["docs/", ...request("").owned] }));
    const server = await serveGit(base);
    const remote = `${server.url}/guangdong.git`;
    expect(await readTip(remote)).toMatchObject({
      commit: git(repository, "rev-parse", "main"),
      inventory: { fleet: "panji", repository: "guangdong" },
    });
    const { files } = await readTree(remote, "docs");
    expect([...files]).toEqual(expect.arrayContaining([["docs/299.md", "299\n"]]));
    expect(files.size).toBe(300);
    expect(server.log.length).toBeLessThan(12);
  });
});

describe("over HTTP", () => {
  test("a race that is lost between fetch and push puts the content onto the new tip", async () => {
    const repository = hostRepository(join(base, "guangdong.git"), true);
    const server = await serveGit(base);
    const remote = `${server.url}/guangdong.git`;
    await publish(request(remote));
    let races = 0;
    server.onRequest = ({ url }) => {
      if (!url?.includes("git-receive-pack") || races === 2) return;
      races++;
      commitByHand(repository, { [`docs/${races}.md`]: "theirs\n" });
    };
    const result = await publish(request(remote, change));
    expect(result).toMatchObject({ outcome: "published", parent: git(repository, "rev-parse", "main~1") });
    expect(result.outcome === "published" && result.attempts).toBeGreaterThan(1);
    expect(tipFiles(repository)).toEqual(expect.arrayContaining(["docs/1.md", "docs/2.md", "hub/delivery/a.yaml"]));
    expect(fsck(repository)).toBe("");
  });

  test("a push that went through although its answer was lost counts as published", async () => {
    const repository = hostRepository(join(base, "guangdong.git"), true);
    const server = await serveGit(base);
    server.onRequest = (received) => {
      if (received.method !== "POST" || !received.url?.endsWith("git-receive-pack")) return;
      const poll = setInterval(() => {
        if (git(repository, "for-each-ref") === "") return;
        clearInterval(poll);
        received.socket.destroy();
      }, 1);
    };
    expect(await publish(request(`${server.url}/guangdong.git`))).toMatchObject({ outcome: "published" });
    expect(git(repository, "rev-list", "--count", "main")).toBe("1");
  });

  test("a server that refuses the push is reported with its own words after three attempts", async () => {
    const repository = hostRepository(join(base, "guangdong.git"), true);
    writeFileSync(join(repository, "hooks", "pre-receive"), "#!/bin/sh\necho branch is protected >&2\nexit 1\n", {
      mode: 0o755,
    });
    const server = await serveGit(base);
    const result = await publish(request(`${server.url}/guangdong.git`));
    expect(result).toMatchObject({
      outcome: "failed",
      diagnostic: { code: "git/refused", message: expect.stringContaining("branch is protected") },
    });
    expect(server.log.filter((line) => line.startsWith("POST") && line.endsWith("receive-pack"))).toHaveLength(3);
  });

  test("a URL with a password is refused unread, and one repository has one cache", async () => {
    hostRepository(join(base, "guangdong.git"), true);
    const { url } = await serveGit(base);
    const [plain, secret] = [url, url.replace("//", "//robot:hunter2@")];
    const result = await publish(request(`${secret}/guangdong.git`));
    expect(result).toMatchObject({ outcome: "failed", diagnostic: { code: "git/credentials" } });
    expect(JSON.stringify(result)).not.toContain("hunter2");
    await publish(request(`${plain}/guangdong.git`));
    expect(await publish(request(`${plain}/guangdong.git/`))).toMatchObject({ outcome: "unchanged" });
    expect(readdirSync(join(cache, "flotilla", "repos"))).toHaveLength(1);
  });

  test("a lock that a killed fetch left in the cache does not block for ever", async () => {
    const repository = hostRepository(join(base, "guangdong.git"), true);
    const { url } = await serveGit(base);
    const remote = `${url}/guangdong.git`;
    await publish(request(remote));
    commitByHand(repository, { "docs/a.md": "theirs\n" });
    for (const name of ["shallow.lock", "refs/heads/main.lock"]) {
      const lock = join(cacheRepository(), name);
      writeFileSync(lock, "");
      utimesSync(lock, new Date(), new Date(Date.now() - 20 * 60_000));
    }
    expect(await publish(request(remote, change))).toMatchObject({ outcome: "published" });
  });
});
