import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { publish } from "../../git/publish/publish.ts";
import type { PublishRequest } from "../../git/publish/request.ts";
import { isNewer } from "../../git/publish/tool-version.ts";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { request } from "../git/content.ts";
import { commitByHand, git, workspace } from "../git/fixture.ts";

const change = { "hub/delivery/a.yaml": "kind: A\n" };

/** A repository that one version published to, and what another version's publish of a change does to it. */
async function afterwards(first: string, second: string, more: Partial<PublishRequest<string>> = {}) {
  const remote = join(workspace(), "guangdong.git");
  await publish(request(remote, {}, { toolVersion: first }));
  const before = git(remote, "rev-parse", "main");
  const result = await publish(request(remote, change, { ...more, toolVersion: second }));
  const writer = JSON.parse(git(remote, "show", "main:.flotilla/inventory.json")).toolVersion;
  return { remote, result, writer, hasMoved: git(remote, "rev-parse", "main") !== before };
}

describe("An older Flotilla does not take back what a newer one wrote", () => {
  test.each([
    ["0.2.0", "0.1.0"],
    ["0.1.1", "0.1.0"],
    ["1.0.0", "0.9.9"],
    ["0.10.0", "0.9.0"],
    ["1.0.0", "1.0.0-rc.1"],
    ["1.0.0-rc.10", "1.0.0-rc.9"],
    ["1.0.0-rc.1", "1.0.0-beta.2"],
    ["1.0.0-rc.1.1", "1.0.0-rc.1"],
  ])("%s is newer than %s, and not the other way round", (newer, older) => {
    expect(isNewer(newer, older)).toBe(true);
    expect(isNewer(older, newer)).toBe(false);
  });

  test.each([
    ["0.1.0", "0.1.0"],
    ["1.0.0+linux", "1.0.0"],
  ])("%s and %s are the same", (left, right) => {
    expect([isNewer(left, right), isNewer(right, left)]).toEqual([false, false]);
  });

  test("a version that cannot be read may be a later one", () => {
    expect(isNewer("nightly", "0.1.0")).toBe(true);
  });

  test("a publish is refused, and an overwrite does not help", async () => {
    for (const overwrite of [false, true]) {
      const { result, hasMoved } = await afterwards("0.2.0", "0.1.0", { overwrite });
      expect(result).toMatchObject({ outcome: "conflict", conflicts: [{ kind: "newer-tool" }] });
      expect(hasMoved).toBe(false);
    }
  });

  test("while a newer one goes on, and is the writer from then on", async () => {
    expect(await afterwards("0.9.0", "0.10.0")).toMatchObject({ result: { outcome: "published" }, writer: "0.10.0" });
  });

  test("unless that is asked for, once", async () => {
    const { remote, result, writer } = await afterwards("0.2.0", "0.1.0", { allowOlderTool: true });
    expect(result).toMatchObject({ outcome: "published" });
    expect(writer).toBe("0.1.0");
    expect(await publish(request(remote))).toMatchObject({ outcome: "published" });
  });

  test("and a newer one that would write the same makes no commit, and shuts nobody out", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    expect(await publish(request(remote, {}, { toolVersion: "0.2.0" }))).toMatchObject({ outcome: "unchanged" });
    expect(await publish(request(remote, change))).toMatchObject({ outcome: "published" });
  });

  test("nor does an older one that would write the same make any", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote, {}, { toolVersion: "0.2.0" }));
    expect(await publish(request(remote))).toMatchObject({ outcome: "unchanged" });
  });

  test("and the command line says which version wrote, and the way on", async () => {
    const fleet = fleetOnDisk();
    const base = mkdtempSync(join(tmpdir(), "flotilla-test-"));
    onTestFinished(() => rmSync(base, { recursive: true }));
    const args = ["publish", "--fleet", fleet, "--to", base, "--region", "guangdong"];
    await runCommandHere(args);
    const remote = join(base, "guangdong.git");
    const listed = JSON.parse(git(remote, "show", "main:.flotilla/inventory.json"));
    commitByHand(remote, { ".flotilla/inventory.json": JSON.stringify({ ...listed, toolVersion: "9.0.0" }) });
    const app = join(fleet, "apps/retail/checkout.yaml");
    writeFileSync(app, readFileSync(app, "utf8").replace("replicas: 2", "replicas: 4"));
    const refused = await runCommandHere(args);
    expect(refused.code).toBe(11);
    expect(refused.stderr).toContain("was written by Flotilla 9.0.0, newer than this one, 0.1.0");
    expect(refused.stderr).toContain("next: run that version or a later one; to go back");
    expect(await runCommandHere([...args, "--allow-older-tool"])).toMatchObject({ code: 0 });
    commitByHand(remote, { ".flotilla/inventory.json": JSON.stringify({ ...listed, version: 2 }) });
    const unknown = await runCommandHere([...args, "--allow-older-tool", "--overwrite"]);
    expect(unknown.code).toBe(11);
    expect(unknown.stderr).toContain("has format version 2, newer than 1");
    expect(unknown.stderr).toContain("this one cannot read what it wrote");
  });
});
