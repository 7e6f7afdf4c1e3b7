import { describe, expect, it } from "vitest";
import { findings } from "../finding.ts";

const SITE = "panji/guangdong/shenzhen/a";
const HUB = "panji/guangdong/hub";

interface Options {
  readonly construct?: string;
  readonly kept?: boolean;
  readonly state?: string;
}

/** What the rule says of files that were at some paths and shall be at others. */
function moved(before: readonly string[], after: readonly string[], options: Options = {}): readonly string[] {
  const { construct = SITE, kept = false, state = "active" } = options;
  const entry = `{ id: a, construct: ${construct}${kept ? ", kept: true" : ""} }`;
  const text = `# .flotilla/inventory.json of the tip
sites: { a: { state: ${state} } }
files: {${before.map((path) => ` ${path}: ${entry}`).join(",")} }
---
# .flotilla/inventory.json of the new content
files: {${after.map((path) => ` ${path}: { id: a }`).join(",")} }
`;
  return findings("FLT-GUARD-009", text).map(({ subject, message }) => `${subject}: ${message}`);
}

const inSite = (layer: string, file = "statefulset_x_db.yaml", site = "shenzhen/a") => `sites/${site}/${layer}/${file}`;
const onHub = (folder: string, file = "statefulset_x_db.yaml") => `hub/${folder}/${file}`;

describe("An object under another reconciler", () => {
  it("of the same cluster is reported with both", () => {
    expect(moved([inSite("41-longhorn")], [inSite("40-storage")])).toEqual([
      `${SITE}: statefulset x/db moves from 41-longhorn to 40-storage: it would be deleted and created again`,
    ]);
  });

  it("is reported once for all that go the same way, by one that takes data with it", () => {
    const files = ["clusterrole_db.yaml", "service_x_db.yaml", "statefulset_x_db.yaml"];
    const all = (layer: string) => files.map((file) => inSite(layer, file));
    expect(moved(all("41-longhorn"), all("40-storage"))).toEqual([
      `${SITE}: statefulset x/db and 2 more move from 41-longhorn to 40-storage: they would be deleted and created again`,
    ]);
  });

  it("is seen on the hub across its platform and what it has of sites and apps", () => {
    expect(
      moved(
        [onHub("platform/51-logs"), onHub("sites/shenzhen/apps.retail", "deployment_retail_till-shenzhen.yaml")],
        [onHub("platform/50-logs"), onHub("platform/80-till", "deployment_retail_till-shenzhen.yaml")],
        { construct: HUB },
      ),
    ).toEqual([
      `${HUB}: statefulset x/db moves from 51-logs to 50-logs: it would be deleted and created again`,
      `${HUB}: deployment retail/till-shenzhen moves from apps.retail.shenzhen to 80-till: it would be deleted and created again`,
    ]);
  });

  it("is seen when it leaves a folder that stays", () => {
    const rest = [inSite("50-b", "service_x_db.yaml")];
    expect(
      moved(
        [inSite("50-a"), inSite("50-a", "secret_x_y.yaml"), ...rest],
        [inSite("50-b"), inSite("50-a", "secret_x_y.yaml"), ...rest],
      ),
    ).toHaveLength(1);
  });
});

describe("No move is", () => {
  it.each([
    ["an object that stays", [inSite("50-a")], [inSite("50-a"), inSite("50-b", "service_x_db.yaml")]],
    ["one that only goes", [inSite("50-a")], []],
    ["one that only comes", [], [inSite("50-a")]],
    ["one that is in both, which another rule refuses", [inSite("50-a")], [inSite("50-a"), inSite("50-b")]],
    [
      "an equal one of another site",
      [inSite("50-a"), inSite("50-a", undefined, "shenzhen/b")],
      [inSite("50-a"), inSite("50-b", undefined, "shenzhen/c")],
    ],
    [
      "a site that changes its zone, which another rule refuses",
      [inSite("50-a"), onHub("sites/shenzhen/a")],
      [inSite("50-a", undefined, "dongguan/a"), onHub("sites/dongguan/a")],
    ],
    [
      "an object of delivery",
      [inSite("00-delivery"), onHub("delivery", "service_x_y.yaml")],
      [inSite("10-flux"), onHub("platform/10-flux", "service_x_y.yaml")],
    ],
    ["the list of a folder", [inSite("50-a", "kustomization.yaml")], [inSite("50-b", "kustomization.yaml")]],
    [
      "a file that no cluster reads",
      ["hosts/1/statefulset_x_db.yaml"],
      ["hosts/2/statefulset_x_db.yaml", "operator/a/b.yaml"],
    ],
  ])("%s", (_, before, after) => {
    expect(moved(before, after)).toEqual([]);
  });

  it("the second of two steps: the old reconciler leaves the object behind", () => {
    expect(moved([inSite("41-longhorn")], [inSite("40-storage")], { kept: true })).toEqual([]);
  });

  it("one at a held site, whose suspended reconcilers delete nothing", () => {
    expect(moved([inSite("41-longhorn")], [inSite("40-storage")], { state: "held" })).toEqual([]);
    expect(moved([onHub("platform/41-longhorn")], [onHub("platform/40-storage")], { state: "held" })).toHaveLength(1);
  });
});
