import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fsck, git, tipFiles, workspace } from "../git/fixture.ts";
import { ProviderProcess } from "../stacks/provider-process.ts";
import { commitInputs, region, treeInputs, up, withFile } from "../stacks/small-region.ts";

let provider: ProviderProcess;
const cache = mkdtempSync(join(tmpdir(), "flotilla-cache-"));
beforeAll(async () => {
  process.env["XDG_CACHE_HOME"] = cache;
  provider = await ProviderProcess.start();
});
afterAll(async () => {
  await provider.end();
  rmSync(cache, { recursive: true, force: true });
  expect(provider.log).toBe("");
});

const target = () => join(workspace(), "guangdong.git");

/** Inputs of a commit whose one tree the provider has seen. */
async function checkedCommit(remote: string) {
  const files = { "hub/delivery/kustomization.yaml": "resources: []\n" };
  const tree = treeInputs(remote, "hub", files);
  await provider.check("Tree", tree);
  const { outputs } = await provider.create("Tree", tree, true);
  return commitInputs(remote, { hub: outputs["digest"] }, { units: { hub: files } });
}

describe("Whatever is asked at once, each call is answered and the branch holds whole commits", () => {
  test("two creates of one commit make one commit", async () => {
    const remote = target();
    const inputs = await checkedCommit(remote);
    const made = await Promise.all([1, 2, 3].map(() => provider.create("Commit", inputs).catch((error) => error)));
    const done = made.filter((each) => !(each instanceof Error));
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ outputs }) => outputs["commit"])).size).toBe(1);
    for (const each of made) if (each instanceof Error) expect(each.message).toContain("run pulumi up again");
    expect(git(remote, "rev-list", "--count", "main")).toBe("1");
    expect(fsck(remote)).toBe("");
  });

  test("creates, checks, refreshes and deletes of one repository", async () => {
    const remote = target();
    const state = await up(provider, remote, { ...region, allowDestroy: true });
    const next = withFile("hub", "hub/delivery/more.yaml", "kind: A\n").units["hub"] ?? {};
    const tree = treeInputs(remote, "hub", next);
    await provider.check("Tree", tree);
    const { outputs } = await provider.create("Tree", tree);
    const inputs = {
      ...state.commit.inputs,
      trees: { ...(state.commit.inputs["trees"] as object), hub: outputs["digest"] },
    };
    const answers = await Promise.allSettled([
      provider.update("Commit", state.commit, inputs),
      provider.update("Commit", state.commit, inputs),
      provider.delete("Commit", state.commit),
      provider.read("Commit", state.commit),
      ...Array.from({ length: 20 }, () => provider.check("Tree", tree)),
    ]);
    for (const each of answers)
      if (each.status === "rejected") expect(String(each.reason)).toMatch(/run pulumi|edited by hand/);
    expect(fsck(remote)).toBe("");
    const files = tipFiles(remote);
    expect(files.length === 1 || files.includes("hub/delivery/kustomization.yaml")).toBe(true);
  });

  test("a second Configure between check and create forgets the texts, and says so", async () => {
    const remote = target();
    const inputs = await checkedCommit(remote);
    await provider.configure();
    await provider.configure();
    await expect(provider.create("Commit", inputs)).rejects.toThrow("run pulumi up without --target");
    expect(existsSync(remote)).toBe(false);
  });
});

describe("A run that is stopped leaves the repository as it was or as it shall be", () => {
  test("nothing is written after Cancel, and the next run is whole", async () => {
    const remote = target();
    const inputs = await checkedCommit(remote);
    await provider.cancel();
    await expect(provider.create("Commit", inputs)).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: `nothing was written to ${remote}: the run was cancelled; run pulumi up again`,
    });
    expect(existsSync(remote) ? git(remote, "for-each-ref") : "").toBe("");
    await up(provider, remote, region);
    expect(fsck(remote)).toBe("");
  });

  test("Cancel in the middle of a create: it is made, or refused, and never half", async () => {
    const remote = target();
    const inputs = await checkedCommit(remote);
    const create = provider.create("Commit", inputs).then(
      () => "made",
      (error: Error) => error.message,
    );
    await provider.cancel();
    const outcome = await create;
    expect(outcome).toMatch(/^made$|the run was cancelled/);
    expect(existsSync(remote) ? git(remote, "for-each-ref") !== "" : false).toBe(outcome === "made");
  });

  test.each([0, 30])(
    "SIGKILL %i ms into a create: the branch is old or new, and a second run completes",
    async (delay) => {
      const remote = target();
      const first = await up(provider, remote, region);
      const before = first.commit.outputs["commit"];
      const victim = await ProviderProcess.start();
      const changed = withFile("hub", "hub/delivery/more.yaml", "kind: A\n");
      const run = up(victim, remote, changed, first).catch(() => undefined);
      await setTimeout(delay);
      await victim.kill();
      await run;
      expect(fsck(remote)).toBe("");
      const [tip, ...older] = git(remote, "rev-list", "main").split("\n");
      expect(tip === before ? older : older[0]).toEqual(tip === before ? [] : before);
      await up(provider, remote, changed, first);
      expect(tipFiles(remote)).toContain("hub/delivery/more.yaml");
      expect(fsck(remote)).toBe("");
    },
  );
});
