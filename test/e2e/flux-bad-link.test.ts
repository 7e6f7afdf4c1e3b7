import { beforeAll, describe, expect, test } from "vitest";
import { objectUids } from "../../lab/servers/object-uids.ts";
import { siteProjects } from "../../lab/servers/projects.ts";
import { until } from "../../lab/servers/until.ts";
import * as flux from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PublishedFleet } from "./published-fleet.ts";

const MALL = "sites/city/mall-01";
const DELIVERY = `${MALL}/00-delivery`;
const APP = "apps/retail/till.yaml";

/** What Kubernetes makes again when an app's configuration changes, and nothing else. */
const OF_APP = /^(ReplicaSet\.apps|Pod)\/retail\/till-/;

/** Seconds between two looks at the repository and at each folder, where Flotilla writes five to fifteen minutes. */
const INTERVAL = 10;

let fleet: PublishedFleet;

const lab = labOfTest(
  { mall: { engines: ["flux"], definitions: siteProjects, nodes: [{ name: "mall-01-a", arch: "arm64" }] } },
  async (started) => {
    fleet = await PublishedFleet.publish(started);
    await flux.bootstrap(started.clusters.mall, fleet.repository, DELIVERY);
  },
);

beforeAll(async () => {
  const { mall } = lab().clusters;
  await flux.untilReady(mall, fleet.tree, DELIVERY);
  await flux.hasten(mall, INTERVAL);
}, 300_000);

/** Waits until the site holds the newest commit, without asking it to look. */
async function untilFollowed(): Promise<void> {
  const { mall } = lab().clusters;
  await flux.untilApplied(mall, fleet.tree, DELIVERY);
  // The site's own copy of its delivery objects has other intervals.
  const layers = fleet.tree.layers(MALL).filter((folder) => folder !== DELIVERY);
  expect(
    await flux.missingFields(
      mall,
      layers.flatMap((folder) => fleet.tree.objects(folder)),
    ),
  ).toEqual([]);
}

/** Waits until Flux has gone through every folder twice more. */
async function twoRounds(): Promise<void> {
  const { mall } = lab().clusters;
  const before = await flux.roundsOf(mall);
  await until("every folder was looked at twice", async () => {
    const now = await flux.roundsOf(mall);
    return [...before].every(([name, rounds]) => (now.get(name) ?? 0) >= rounds + 2);
  });
}

test("A site picks up a commit at its next interval, without being asked", async () => {
  await fleet.edit(APP, /LOG_LEVEL: \w+/, "LOG_LEVEL: warn");
  await untilFollowed();
});

describe("On a link that is bad for longer than two intervals nothing is deleted or created again, and afterwards the site converges", () => {
  test.each(["dropping", "away", "slow"] as const)("%s", async (link) => {
    const { git, clusters } = lab();
    const before = await objectUids(clusters.mall);
    git.set(link);
    const asked = git.asked();
    await fleet.edit(APP, /LOG_LEVEL: \w+/, `LOG_LEVEL: ${link}`);
    await twoRounds();
    expect(git.asked()).toBeGreaterThanOrEqual(asked + (link === "slow" ? 1 : 2));
    expect((await flux.sourceFailure(clusters.mall)) !== undefined).toBe(link !== "slow");
    expect(flux.changedKeys(before, await objectUids(clusters.mall))).toEqual([]);
    if (link !== "slow") git.set("good");
    await untilFollowed();
    git.set("good");
    const changed = flux.changedKeys(before, await objectUids(clusters.mall));
    expect(changed.filter((title) => !OF_APP.test(title))).toEqual([]);
    expect(changed).not.toEqual([]);
  });
});
