import { describe, expect, test } from "vitest";
import { ContentCollector, ownedPaths, repositoryContent } from "../../../compiler/emit/content.ts";
import { type Provenance, volatilePaths } from "../../../compiler/emit/provenance-files.ts";
import type { Fleet } from "../../../constructs/fleet.ts";
import { Site } from "../../../constructs/site.ts";
import { blobId } from "../../../model/git-object.ts";
import type { RepositoryFile } from "../../../model/repository-file.ts";
import { specimenFleet } from "../../profiles/specimens.ts";

const fleet = specimenFleet(["k3s-one", "nodes"]);
const from = (commit: string): Provenance => ({ source: "https://git.example/fleet", commit, toolVersion: "1.2.3" });
const file = (path: string, text: string): RepositoryFile => ({ path, text, id: blobId(text), construct: "panji" });
const files = [file("hub/a.yaml", "a\n"), file("hub/b.yaml", "b\n")];

/** What lowering says of a region, without the lowering. */
function repository(name: string, sites = fleet.regions[0]?.sites ?? []) {
  return { name, construct: `panji/${name}`, sites, units: () => [][Symbol.iterator]() as never };
}
const content = (own: readonly RepositoryFile[], commit = "c0ffee", of: Fleet = fleet) =>
  repositoryContent(of, repository("guangdong"), own, from(commit));
const textOf = (path: string, { files: all } = content(files)) => all.find((each) => each.path === path)?.text ?? "";

describe("the content of a repository", () => {
  test("is its files with a README and a provenance, all below what Flotilla owns", () => {
    const paths = content(files).files.map(({ path }) => path);
    expect(paths).toEqual(["hub/a.yaml", "hub/b.yaml", ...volatilePaths]);
    expect(paths.filter((path) => !ownedPaths.some((owned) => path.startsWith(owned)))).toEqual([]);
  });

  test("has the same plan from another commit and in another order, and another plan with another byte", () => {
    const { plan } = content(files);
    expect(content(files.toReversed(), "beef").plan).toBe(plan);
    expect(content([files[0] as RepositoryFile, file("hub/b.yaml", "c\n")]).plan).not.toBe(plan);
    expect(content([files[0] as RepositoryFile, file("hub/c.yaml", "b\n")]).plan).not.toBe(plan);
  });

  test("lists each site with its zone, kind, state and profile", () => {
    expect(content(files).sites).toMatchObject({
      "k3s-one": { zone: "shenzhen", kind: "cluster", state: "active", profile: "edge-k3s@1.0.0" },
      nodes: { zone: "shenzhen", kind: "nodes", state: "active", profile: "edge-kubeedge@1.0.0" },
    });
  });

  test("is kept by a collector in the order of the compilation, each with its own files", () => {
    const collector = new ContentCollector();
    const [one, two] = ["centre", "guangdong"].map((name) => collector.sink(repository(name, [])));
    const unit = {} as Parameters<NonNullable<typeof one>>[0];
    two?.(unit, [files[1] as RepositoryFile]);
    one?.(unit, [files[0] as RepositoryFile]);
    const made = collector.finish(fleet, from("c0ffee"));
    expect(made.map(({ name, files: own }) => [name, own[0]?.path, own.length])).toEqual([
      ["centre", "hub/a.yaml", 4],
      ["guangdong", "hub/b.yaml", 3],
    ]);
  });
});

describe("the files that change with every commit", () => {
  test("are a provenance that a program reads", () => {
    expect(JSON.parse(textOf(".flotilla/provenance.json"))).toEqual({
      version: 1,
      tool: "flotilla",
      toolVersion: "1.2.3",
      fleet: "panji",
      repository: "guangdong",
      source: "https://git.example/fleet",
      commit: "c0ffee",
      plan: content(files).plan,
      profiles: ["edge-k3s@1.0.0", "edge-kubeedge@1.0.0", "region-hub@1.0.0"],
    });
  });

  test.each([
    ["guangdong", ["# Region guangdong of fleet panji", "`sites/guangdong/`", "--region guangdong", "| `hosts/"]],
    ["centre", ["# Centre of fleet panji", "`sites/fleet.yaml`", "--region centre", "explain centre"]],
  ])("are a README of %s that says where to change something and how to make it again", (name, parts) => {
    const made = repositoryContent(fleet, repository(name, []), files, from("c0ffee"));
    const text = textOf("README.md", made);
    for (const part of [...parts, "https://git.example/fleet at `c0ffee`", made.plan.slice(0, 16)]) {
      expect(text).toContain(part);
    }
  });

  test("leave out the profile of a planned site, for which nothing is written", () => {
    const own = specimenFleet(["k3s-one"]);
    const [active] = own.regions[0]?.sites ?? [];
    const spec = { ...(active as Site).spec, name: "planned", state: "planned", profile: "edge-metal@1.0.0" } as const;
    new Site((active as Site).zone, spec);
    const made = repositoryContent(own, repository("guangdong", own.regions[0]?.sites), files, from("c0ffee"));
    const { profiles } = JSON.parse(textOf(".flotilla/provenance.json", made));
    expect(profiles).toEqual(["edge-k3s@1.0.0", "region-hub@1.0.0"]);
    expect(made.sites["planned"]).toMatchObject({ state: "planned", profile: "edge-metal@1.0.0" });
  });

  test("name the profile of the centre in the centre's repository", () => {
    const made = repositoryContent(fleet, repository("centre", []), files, from("c0ffee"));
    expect(JSON.parse(textOf(".flotilla/provenance.json", made)).profiles).toEqual(["centre@1.0.0"]);
  });
});
