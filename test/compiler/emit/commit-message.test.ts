import { expect, test } from "vitest";
import { commitMessage, commitOrigin } from "../../../compiler/emit/commit-message.ts";
import { changedSites, type NextContent } from "../../../compiler/emit/content-change.ts";
import { noRemovals } from "../../../compiler/emit/removals.ts";
import { type Inventory, type InventorySite, inventoryVersion } from "../../../model/inventory.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const origin = { source: "https://git.example/fleet", commit, toolVersion: "1.2.3" };

const site = (state: InventorySite["state"] = "active"): InventorySite => ({
  zone: "shenzhen",
  kind: "cluster",
  state,
  profile: "edge-k3s@1.0.0",
});
const sitesNamed = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, site()]));
const inventory = (sites: Inventory["sites"], files: Readonly<Record<string, string>>): Inventory => ({
  version: inventoryVersion,
  tool: "flotilla",
  fleet: "panji",
  repository: "guangdong",
  sites,
  files: Object.fromEntries(Object.entries(files).map(([path, id]) => [path, { id, construct: constructOf(path) }])),
});
const next = (sites: Inventory["sites"], files: Readonly<Record<string, string>>): NextContent => ({
  sites,
  files: Object.entries(files).map(([path, id]) => ({ path, id, construct: constructOf(path) })),
});

function constructOf(path: string): string {
  const [, name] = /^sites\/shenzhen\/([^/]+)\//.exec(path) ?? [];
  return name === undefined ? "panji/guangdong/hub" : `panji/guangdong/shenzhen/${name}`;
}

test("A commit says what the source commit said and which sites change, and source, commit and plan as trailers", () => {
  const file = (name: string) => `sites/shenzhen/${name}/50-metrics/configmap_a_b.yaml`;
  const before = inventory(sitesNamed("sz-1", "sz-2"), { [file("sz-1")]: "old", [file("sz-2")]: "same" });
  const content = next(sitesNamed("sz-1", "sz-2"), { [file("sz-1")]: "new", [file("sz-2")]: "same" });
  const from = commitOrigin({ ...origin, subject: "Keep metrics for a week" }, "cafe");
  expect(commitMessage("guangdong", content, before, noRemovals, from)).toEqual({
    subject: "guangdong: Keep metrics for a week (sz-1)",
    body: "",
    trailers: [
      ["Flotilla-Source", "https://git.example/fleet"],
      ["Flotilla-Source-Commit", commit],
      ["Flotilla-Plan", "sha256:cafe"],
    ],
  });
});

test("A fleet outside of Git has no subject to take over, so the commit's id stands there", () => {
  expect(commitOrigin({ ...origin, commit: "unknown" }, "cafe").subject).toBe("from unknown");
});

test("A long subject is cut and characters that turn the direction of text are left out", () => {
  expect(commitOrigin({ ...origin, subject: `a\u202eb${"x".repeat(100)}` }, "cafe").subject).toBe(
    `ab${"x".repeat(69)}…`,
  );
});

test("More than five sites are a count", () => {
  const names = ["sz-1", "sz-2", "sz-3", "sz-4", "sz-5", "sz-6", "sz-7"];
  const files = Object.fromEntries(names.map((name) => [`sites/shenzhen/${name}/a/b_c.yaml`, "1"]));
  const content = next(sitesNamed(...names), files);
  expect(changedSites(content, undefined)).toEqual(names);
  const { subject } = commitMessage("guangdong", content, undefined, noRemovals, commitOrigin(origin, "cafe"));
  expect(subject).toBe("guangdong: from 0123456789ab (sz-1, sz-2, sz-3, sz-4, sz-5 and 2 more)");
});
