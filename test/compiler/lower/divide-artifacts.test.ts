import { describe, expect, test } from "vitest";
import { divide } from "../../../compiler/lower/divide-artifacts.ts";
import type { MadeArtifact } from "../../../compiler/lower/lower-runtimes.ts";
import type { ClusterRef } from "../../../engines/artifact.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import { note, siteOf, smallFleet } from "./small-fleet.ts";

const fleet = smallFleet({ sites: { "sz-01": {}, "sz-02": { kind: "nodes" } } });
const hub = { kind: "hub", region: "guangdong" } as const;

const objectsFor = (audience: ClusterRef): MadeArtifact => ({
  kind: "objects",
  audience,
  owner: "panji/guangdong/sz/sz-01",
  engine: "metal",
  slot: { category: "hosts", layer: "hosts", privileged: false, awaited: false },
  objects: [note("a")],
});

/** Where the objects for a cluster go, and what is reported. */
function divided(name: string, audience: ClusterRef, parent: ClusterRef | undefined = hub) {
  const errors: Diagnostic[] = [];
  const made = [objectsFor(audience)];
  const { here, onParent } = divide(siteOf(fleet, name), made, { parent, name: "the hub of guangdong" }, errors);
  return {
    here: here.length,
    onParent: onParent.length,
    errors: errors.map(({ message, hint }) => ({ message, hint })),
  };
}

describe("Objects that an engine makes for a site", () => {
  test("go to the site's own cluster", () => {
    const own = divided("sz-01", { kind: "site", region: "guangdong", site: "sz-01" });
    expect(own).toEqual({ here: 1, onParent: 0, errors: [] });
  });

  test("go to the cluster that looks after it", () => {
    expect(divided("sz-01", hub)).toEqual({ here: 0, onParent: 1, errors: [] });
    expect(divided("sz-02", { kind: "centre" }, { kind: "centre" })).toEqual({ here: 0, onParent: 1, errors: [] });
  });

  test.each([
    [
      "another site's cluster",
      "sz-01",
      { kind: "site", region: "guangdong", site: "sz-03" },
      "the cluster of site sz-03",
    ],
    [
      "its own where it has none",
      "sz-02",
      { kind: "site", region: "guangdong", site: "sz-02" },
      "the cluster of site sz-02",
    ],
    ["another region's hub", "sz-01", { kind: "hub", region: "hubei" }, "the hub of hubei"],
    ["the centre", "sz-01", { kind: "centre" }, "the centre"],
  ] as const)("for %s are an error and go nowhere", (_, name, audience, found) => {
    const { here, onParent, errors } = divided(name, audience);
    expect([here, onParent]).toEqual([0, 0]);
    expect(errors).toMatchObject([
      {
        message: `engine metal makes objects for ${found}, expected panji/guangdong/sz/${name}'s own cluster or the hub of guangdong`,
      },
    ]);
  });

  test("for a hub that is not there are an error with two ways out", () => {
    const errors: Diagnostic[] = [];
    divide(siteOf(fleet, "sz-01"), [objectsFor(hub)], { parent: undefined, name: "the hub of guangdong" }, errors);
    expect(errors).toMatchObject([
      { code: "lower/no-cluster", hint: "give the region a hub, or pin a profile whose engine needs none" },
    ]);
  });
});

test("Files go into the repository whatever clusters there are", () => {
  const file: MadeArtifact = {
    kind: "operator-file",
    audience: "eggo",
    name: "sz-01.yaml",
    text: "x\n",
    owner: "panji/guangdong/sz/sz-01",
    engine: "eggo",
  };
  const errors: Diagnostic[] = [];
  const { files } = divide(siteOf(fleet, "sz-01"), [file], { parent: undefined, name: "nobody" }, errors);
  expect(files.map(({ path }) => path)).toEqual(["operator/eggo/sz-01.yaml"]);
  expect(errors).toEqual([]);
});
