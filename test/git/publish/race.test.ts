import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publish } from "../../../git/publish/publish.ts";
import { content, request } from "../content.ts";
import { commitByHand, fsck, git, tipFiles, workspace } from "../fixture.ts";
import type { Job } from "../publish-process.ts";
import { type Publisher, publishProcess, startPublisher } from "../publisher.ts";

const eight = [0, 1, 2, 3, 4, 5, 6, 7];
const change = { "hub/delivery/a.yaml": "kind: A\n" };

describe("eight publishers at once", () => {
  let publishers: readonly Publisher[] = [];
  beforeAll(async () => {
    publishers = await Promise.all(eight.map(startPublisher));
  });
  afterAll(() => {
    for (const publisher of publishers) publisher.stop();
  });

  /** Gives each a job at the same time; all of them have to land. */
  async function allPublish(jobOf: (number: number) => Job): Promise<void> {
    const results = await Promise.all(publishers.map((publisher, number) => publisher.publish(jobOf(number))));
    expect(results.map(({ outcome }) => outcome)).toEqual(eight.map(() => "published"));
  }

  test("of different regions all land", async () => {
    const base = workspace();
    const remote = (number: number) => join(base, `region-${number}.git`);
    await allPublish((number) => ({ remote: remote(number), changes: {} }));
    for (const number of eight) expect(fsck(remote(number))).toBe("");
  });

  test("of the same new region all land, one commit each with its own content", async () => {
    const remote = join(workspace(), "guangdong.git");
    await allPublish((number) => ({ remote, changes: { "hub/delivery/writer.yaml": `writer: ${number}\n` } }));
    const commits = git(remote, "rev-list", "main").split("\n");
    const writers = commits.map((commit) => git(remote, "show", `${commit}:hub/delivery/writer.yaml`));
    expect(writers.sort()).toEqual(eight.map((number) => `writer: ${number}`));
    expect(fsck(remote)).toBe("");
  });

  test("of different sites of one region all land, and the tip holds the work of all", async () => {
    const remote = join(workspace(), "guangdong.git");
    const folder = (number: number) => `sites/shenzhen/sz-1${number}/`;
    const path = (number: number) => `${folder(number)}10-cni/cilium.yaml`;
    await publish(request(remote));
    await allPublish((number) => ({ remote, changes: { [path(number)]: `${number}\n` }, owned: [folder(number)] }));
    const paths = [...Object.keys(content), ...eight.map(path)];
    expect(tipFiles(remote)).toEqual([".flotilla/inventory.json", ...paths].sort());
    expect(git(remote, "rev-list", "--count", "main")).toBe("9");
    const inventory = JSON.parse(git(remote, "show", "main:.flotilla/inventory.json"));
    expect(Object.keys(inventory.files)).toEqual(paths.sort());
    expect(fsck(remote)).toBe("");
  });
});

describe("a lost race", () => {
  test("puts the same content onto the new tip and keeps what came in between", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const others: string[] = [];
    const guard = () => {
      if (others.length < 2) others.push(commitByHand(remote, { [`docs/${others.length}.md`]: "theirs\n" }));
      return undefined;
    };
    const result = await publish(request(remote, change, { guard }));
    expect(result).toMatchObject({ outcome: "published", attempts: 3, parent: others[1] });
    expect(tipFiles(remote)).toEqual(expect.arrayContaining(["docs/0.md", "docs/1.md", ...Object.keys(change)]));
    expect(fsck(remote)).toBe("");
  });

  test("for a new repository goes on with the one that another run made", async () => {
    const remote = join(workspace(), "guangdong.git");
    let isFirst = true;
    const guard = () => {
      if (isFirst) {
        git(join(remote, ".."), "init", "--quiet", "--bare", remote);
        commitByHand(remote, { LICENSE: "theirs\n" });
      }
      isFirst = false;
      return undefined;
    };
    expect(await publish(request(remote, {}, { guard }))).toMatchObject({ outcome: "published", attempts: 2 });
    expect(tipFiles(remote)).toContain("LICENSE");
  });

  test("ends as unchanged when another run published the same", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    let isFirst = true;
    const guard = () => {
      if (isFirst)
        execFileSync(process.execPath, [publishProcess], { input: `${JSON.stringify({ remote, changes: change })}\n` });
      isFirst = false;
      return undefined;
    };
    // In the same second both would make the very same commit, and none would have lost.
    const surroundings = { now: () => Date.now() + 5_000, random: Math.random, sleep: async () => {} };
    const result = await publish(request(remote, change, { guard }), surroundings);
    expect(result).toEqual({ outcome: "unchanged", commit: git(remote, "rev-parse", "main") });
    expect(git(remote, "rev-list", "--count", "main")).toBe("2");
  });

  test("is given up when it was lost again and again for sixty seconds", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    let time = 1_790_000_000_000;
    const pauses: number[] = [];
    const sleep = async (milliseconds: number) => {
      pauses.push(milliseconds);
      time += 9_000;
    };
    const guard = () => {
      commitByHand(remote, { "docs/a.md": `${time}\n` });
      return undefined;
    };
    const result = await publish(request(remote, change, { guard }), { now: () => time, random: () => 1, sleep });
    expect(result).toEqual({ outcome: "race-lost", attempts: 8 });
    expect(pauses).toEqual([50, 100, 200, 400, 800, 1600, 2000]);
    expect(tipFiles(remote)).not.toContain("hub/delivery/a.yaml");
  });
});

describe("a lock of the branch", () => {
  test("that was left behind is reported with its path and the next step, and stays", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const lock = join(remote, "refs", "heads", "main.lock");
    writeFileSync(lock, "");
    utimesSync(lock, new Date(), new Date(Date.now() - 61_000));
    expect(await publish(request(remote, change))).toMatchObject({
      outcome: "failed",
      diagnostic: { code: "git/locked", message: expect.stringContaining(lock), hint: expect.stringContaining("rm ") },
    });
    expect(readFileSync(lock, "utf8")).toBe("");
  });

  test("that somebody holds for a while is waited for", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const lock = join(remote, "refs", "heads", "main.lock");
    writeFileSync(lock, "");
    let pauses = 0;
    const sleep = async () => {
      pauses++;
      if (pauses === 3) rmSync(lock);
    };
    const result = await publish(request(remote, change), { now: Date.now, random: Math.random, sleep });
    expect(result).toMatchObject({ outcome: "published", attempts: 4 });
  });
});
