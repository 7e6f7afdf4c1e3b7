import { assert, constantFrom, property, record, stringMatching, subarray } from "fast-check";
import { expect, test } from "vitest";
import { layerCategories } from "../../constructs/profile.ts";
import { app, cluster, host, nodes, zone } from "./entries.ts";
import { type Evolution, evolve } from "./evolve.ts";
import type { FleetData } from "./fleet.ts";
import { planOf } from "./plan.ts";
import { layer, pinSmall, smallProfiles, smallStack } from "./profiles.ts";

interface Newcomer extends Omit<Evolution, "plan"> {
  /** What it brings has one of these in its name. */
  readonly brings: readonly string[];
  /** Beginnings of lines that others may see of it. */
  readonly shows?: readonly string[];
}

/** Lines of the plan that are neither the newcomer's own nor allowed. */
function seenByOthers({ brings, shows = [], ...change }: Newcomer): readonly string[] {
  const { plan } = planOf(...evolve(change));
  const isBrought = (name: string) => brings.some((each) => name.includes(each));
  const isOwn = (construct: string, line: string) => {
    const [head = "", list] = line.split(": ");
    return head.startsWith("+ ") && (isBrought(construct) || isBrought(head) || !!list?.split(", ").every(isBrought));
  };
  return Object.entries(plan).flatMap(([construct, lines]) =>
    lines
      .filter((line) => !isOwn(construct, line) && !shows.some((each) => line.startsWith(each)))
      .map((line) => `${construct}  ${line}`),
  );
}

const runs = { seed: 20261121, numRuns: 10 };
const newName = stringMatching(/^[a-z][a-z0-9]{4,9}$/).filter(
  (name) => !/^(retail|telco|shenzhen|dongguan|changsha)$/.test(name),
);
const addTenant = (name: string) => (fleet: FleetData) =>
  fleet.fleet.tenants?.unshift({ name: `t-${name}`, namespaces: [`n-${name}`], owners: ["a-team"] });

test("A tenant without apps is seen by nobody else, whatever its name", { tags: "property" }, () => {
  void assert(
    property(newName, (name) => {
      expect(seenByOthers({ edit: addTenant(name), brings: [`t-${name}`, `n-${name}`] })).toEqual([]);
    }),
    runs,
  );
});

test("An app is seen by no other tenant; a layer that it is the first to wait for begins to wait for its health", {
  tags: "property",
}, () => {
  const select = record({
    regions: subarray(["guangdong", "hunan"]),
    zones: subarray(["shenzhen", "dongguan", "changsha"]),
    labels: constantFrom({}, { customer: "metro" }, { customer: "mall" }, { customer: "plant" }),
  });
  void assert(
    property(newName, select, (name, { regions, zones, labels }) => {
      const wanted = { ...(regions.length > 0 && { regions }), ...(zones.length > 0 && { zones }), labels };
      const from = addTenant("media");
      const edit = ({ apps }: FleetData) => apps.unshift(app("t-media", name, { select: wanted }));
      const shows = ["~ reconcilers (spec.wait): 50-tenants", "~ reconcilers (metadata.annotations): 50-tenants"];
      expect(seenByOthers({ from, edit, brings: [name, "t-media"], shows })).toEqual([]);
    }),
    runs,
  );
});

const newSites = {
  "edge-k3s": (name: string, block: string) => cluster(name, block, { labels: { customer: "metro" } }),
  "edge-metal": (name: string, block: string) =>
    cluster(name, block, {
      profile: "edge-metal@1.0.0",
      hosts: [1, 2, 3].map((each) => host(`${name}-${each}`, `${block}.${10 + each}`)),
    }),
  "edge-kubeedge": (name: string, block: string) => nodes(name, block, { labels: { customer: "metro" } }),
};

test("A site is seen by no site of another zone, and its hub only makes room for more nodes", {
  tags: "property",
}, () => {
  const profiles = constantFrom<(keyof typeof newSites)[]>("edge-k3s", "edge-metal", "edge-kubeedge");
  void assert(
    property(newName, constantFrom("guangdong", "hunan"), profiles, (name, region, profile) => {
      const block = region === "guangdong" ? "10.44.9" : "10.43.9";
      const edit = ({ zones }: FleetData) => zones.unshift(zone(region, `z-${name}`, [newSites[profile](name, block)]));
      const shows = profile === "edge-kubeedge" ? ["~ 50-tenants (spec.hard): ResourceQuota/"] : [];
      const brings = [name];
      expect(seenByOthers({ edit, brings, shows })).toEqual([]);
    }),
    runs,
  );
});

test("A layer is seen by no other layer, at any place of any category, except by those that wait for it", {
  tags: "property",
}, () => {
  const place = record({
    category: constantFrom(...layerCategories),
    after: constantFrom(0, 1, 2, 3),
    awaited: constantFrom(true, false),
  });
  void assert(
    property(newName, place, (name, { category, after, awaited }) => {
      const rank = layerCategories.indexOf(category);
      const below = smallStack.filter((each) => layerCategories.indexOf(each.category) < rank);
      const own = smallStack.filter((each) => each.category === category);
      const at = below.length + Math.min(after, own.length);
      const layers = smallStack.toSpliced(at, 0, layer(category, name, { awaited }));
      const shows = [
        "~ identity labels",
        "~ reconcilers (spec.wait): ",
        ...(awaited ? ["~ reconcilers (spec.dependsOn): "] : []),
      ];
      const change = { profiles: smallProfiles(layers), from: pinSmall("1.0.0"), edit: pinSmall("1.1.0") };
      expect(seenByOthers({ ...change, brings: [name], shows })).toEqual([]);
    }),
    runs,
  );
});
