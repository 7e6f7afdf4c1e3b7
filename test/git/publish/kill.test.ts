import { readdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { publish } from "../../../git/publish/publish.ts";
import { stagePack } from "../../../git/repository/pack-store.ts";
import { request } from "../content.ts";
import { fsck, git, workspace } from "../fixture.ts";

function temporaryNames(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("flotilla_"));
}

describe("what a killed run leaves behind", () => {
  const host = hostname().replaceAll(/[^A-Za-z0-9-]/g, "-");
  /** No process has this number: it is above the limit of every kernel. */
  const dead = `${host}_99999999_0123456789ab`;
  const alive = `${host}_${process.pid}_0123456789ab`;
  const checksum = "0".repeat(40);

  test("is cleared, but never what a living process or one of another machine may still need", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const folder = join(remote, "objects", "pack");
    const names = [dead, alive, "elsewhere_1_0123456789ab"].map((tag) => `tmp_flotilla_${tag}_${checksum}_pack`);
    for (const name of names) writeFileSync(join(folder, name), "");
    await publish(request(remote));
    expect(readdirSync(folder).filter((name) => name.startsWith("tmp"))).toEqual(names.slice(1).sort());

    const yesterday = new Date(Date.now() - 25 * 3600_000);
    for (const name of names.slice(1)) utimesSync(join(folder, name), yesterday, yesterday);
    await publish(request(remote));
    expect(readdirSync(folder).filter((name) => name.startsWith("tmp"))).toEqual([]);
  });

  // Temporary names once ended in .idx, which Git reads as the index of a pack, and `git fsck` failed until the next run.
  test("is nothing to Git, though the index was half written", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const bytes = Buffer.from("PACK");
    await stagePack(remote, { checksum, pack: bytes, index: Buffer.from([0xff, 0x74]), release: () => {} });
    expect(temporaryNames(remote)).toHaveLength(2);
    expect(fsck(remote)).toBe("");
    expect(git(remote, "count-objects", "-v")).toContain("packs: 1\n");
  });

  test("is completed when a pack lacks only the name of its index", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const before = git(remote, "rev-parse", "main");
    const folder = join(remote, "objects", "pack");
    const packs = readdirSync(folder);
    await publish(request(remote, { "hub/delivery/a.yaml": "kind: A\n" }));
    const killed = git(remote, "rev-parse", "main");
    const [index = ""] = readdirSync(folder).filter((name) => name.endsWith(".idx") && !packs.includes(name));
    renameSync(
      join(folder, index),
      join(folder, `tmp_flotilla_${dead}_${index.slice("pack-".length, -".idx".length)}_idx`),
    );
    writeFileSync(join(remote, "refs", "heads", "main"), `${before}\n`);

    await publish(request(remote));
    expect(readdirSync(folder)).toContain(index);
    expect(git(remote, "cat-file", "-t", killed)).toBe("commit");
    expect(temporaryNames(remote)).toEqual([]);
    expect(fsck(remote)).toBe("");
  });
});
