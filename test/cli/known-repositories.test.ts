import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import type { PublishedRepository } from "../../pipeline/repository-stager.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import { randomFleets } from "../compiler/reuse/random-fleets.ts";
import { FleetData, set } from "../evolution/fleet.ts";
import { folderWith } from "../folder-with.ts";
import { commitByHand } from "../git/fixture.ts";

interface Options {
  readonly cache?: string | undefined;
  readonly today?: string;
  readonly overwrite?: boolean;
}

/** Publishes a fleet as the command does; what is found, and what became of each repository, without ids of commits. */
async function publish(root: string, base: string, { cache, today = "2026-11-28", overwrite = false }: Options = {}) {
  const settings = { root, regions: [], today, profiles: shippedProfiles, threads: 0, ...(cache && { cache }) };
  const { report, commit, discard } = await stageFleet(settings, { base, overwrite });
  const hasErrors = report.findings.some(({ severity }) => severity === "error");
  if (hasErrors) await discard();
  const published = hasErrors ? [] : await commit();
  return { findings: report.findings, counts: report.counts, published: published.map(told) };
}

function told({ remote: _, result, ...rest }: PublishedRepository) {
  const { outcome } = result;
  if (outcome === "published") return { ...rest, outcome, changes: result.changes, restored: result.restored };
  return { ...rest, outcome, ...(outcome === "conflict" && { conflicts: result.conflicts }) };
}

const git = (base: string, name: string, ...args: readonly string[]) =>
  execFileSync("git", ["-C", join(base, `${name}.git`), "-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
    encoding: "utf8",
  }).trim();

/** Trees of all tips, without what says when they were written. */
const trees = (base: string) =>
  readdirSync(base)
    .sort()
    .map((name) => [name, git(base, name.slice(0, -4), "ls-tree", "-r", "main", "hub", "sites", "hosts", "operator")]);

test("Publishing leaves the same whatever is known of repositories from the runs before", {
  tags: "property",
  timeout: 300_000,
}, async () => {
  const cache = join(folderWith(), "cache");
  const outcomes: string[] = [];
  const publishEach = async (fleets: readonly Parameters<typeof folderWith>[0][]) => {
    const [cold, warm] = [folderWith(), folderWith()];
    for (const texts of fleets) {
      const root = folderWith(texts);
      // The second time there is nothing to do, and the third time that is known.
      for (let time = 0; time < 3; time++) {
        const expected = await publish(root, cold);
        expect(await publish(root, warm, { cache })).toEqual(expected);
        outcomes.push(...expected.published.map(({ outcome }) => outcome));
      }
      expect(trees(warm)).toEqual(trees(cold));
    }
  };
  // Fleets that are drawn may all have errors, with which nothing is published.
  await publishEach([new FleetData().texts()]);
  await fc.assert(fc.asyncProperty(fc.array(randomFleets, { minLength: 1, maxLength: 3 }), publishEach), {
    numRuns: 1,
  });
  expect(outcomes).toContain("published");
  expect(outcomes).toContain("unchanged");
});

/** A fleet that was published until nothing was left to do, and that is known. */
async function settled() {
  const [base, cache] = [folderWith(), join(folderWith(), "cache")];
  const fleet = new FleetData();
  const root = folderWith(fleet.texts());
  for (let time = 0; time < 2; time++) await publish(root, base, { cache });
  const outcomesOf = async (folder: string, options: Options = {}) =>
    Object.fromEntries(
      (await publish(folder, base, { cache, ...options })).published.map(({ name, outcome }) => [name, outcome]),
    );
  return { base, cache, fleet, root, outcomesOf };
}

const unchanged = { centre: "unchanged", guangdong: "unchanged", hunan: "unchanged" };

test("A hand edit of a known repository is found", async () => {
  const { base, root, outcomesOf } = await settled();
  expect(await outcomesOf(root)).toEqual(unchanged);
  const path = "sites/changsha/cs-mall-01/00-delivery/kustomization.yaml";
  commitByHand(join(base, "hunan.git"), { [path]: "a: 1\n" });
  expect(await outcomesOf(root)).toEqual({ ...unchanged, hunan: "conflict" });
  expect(await outcomesOf(root, { overwrite: true })).toEqual({ ...unchanged, hunan: "published" });
  expect(await outcomesOf(root)).toEqual(unchanged);
});

test("A known repository that is gone is written anew", async () => {
  const { base, root, outcomesOf } = await settled();
  rmSync(join(base, "hunan.git"), { recursive: true });
  expect(await outcomesOf(root)).toEqual({ ...unchanged, hunan: "published" });
});

test("A known repository of which an earlier commit is published again is brought to its state", async () => {
  const { base, root, fleet, outcomesOf } = await settled();
  set(fleet.site("cs-mall-01"), { state: "held" });
  const other = folderWith(fleet.texts());
  expect(await outcomesOf(other)).toEqual({ ...unchanged, hunan: "published" });
  expect(await outcomesOf(root)).toEqual({ ...unchanged, hunan: "published" });
  git(base, "hunan", "update-ref", "refs/heads/main", "main~1");
  expect(await outcomesOf(root)).toEqual({ ...unchanged, hunan: "published" });
});

test("On another day a known repository is judged again", async () => {
  const { root, outcomesOf } = await settled();
  expect(await outcomesOf(root, { today: "2026-11-29" })).toEqual(unchanged);
});
