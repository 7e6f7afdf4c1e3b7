import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { publish } from "../../git/publish/publish.ts";
import { request } from "../git/content.ts";
import { commitByHand, fsck, git, workspace } from "../git/fixture.ts";

const NOW = 1_790_000_000;
const YEAR = 365 * 24 * 3600;

/** Publishes another content at a time in seconds since 1970. */
function publishAt(remote: string, seconds: number) {
  const surroundings = { now: () => seconds * 1000, random: Math.random, sleep: setTimeout };
  return publish(request(remote, { "hub/delivery/a.yaml": `at: ${seconds}\n` }), surroundings);
}

describe("A clock that is wrong costs no commit and no order", () => {
  test.each([
    ["goes back by a year", NOW - YEAR],
    ["goes back to 1970", 0],
    ["goes on by 70 years", NOW + 70 * YEAR],
  ])("when it %s between two publishes, both are there, and the history is sound and in order", async (_, second) => {
    const remote = join(workspace(), "guangdong.git");
    await publishAt(remote, NOW);
    expect(await publishAt(remote, second)).toMatchObject({ outcome: "published" });
    expect(await publishAt(remote, NOW + 60)).toMatchObject({ outcome: "published" });
    const dates = git(remote, "log", "--format=%ct", "main").split("\n").map(Number);
    expect(dates).toEqual([Math.max(second, NOW + 60), Math.max(second, NOW), NOW]);
    expect(git(remote, "log", "-1", "--format=%at", "main~1")).toBe(String(second));
    expect(git(remote, "show", "main:hub/delivery/a.yaml")).toBe(`at: ${NOW + 60}`);
    expect(fsck(remote)).toBe("");
  });

  test("when it is set on by a day while others publish, too, the race is not given up", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const clock = vi.spyOn(Date, "now");
    onTestFinished(() => clock.mockRestore());
    let races = 0;
    const guard = () => {
      if (races++ < 2) {
        commitByHand(remote, { [`docs/${races}.md`]: "theirs\n" });
        clock.mockReturnValue(Date.now() + 24 * 3600_000);
      }
      return undefined;
    };
    const changed = { "hub/delivery/a.yaml": "kind: A\n" };
    expect(await publish(request(remote, changed, { guard }))).toMatchObject({ outcome: "published", attempts: 3 });
  });
});
