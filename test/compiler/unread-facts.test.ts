import { describe, expect, test } from "vitest";
import { judgePublish } from "../../compiler/change-violations.ts";
import { regionsPath } from "../../compiler/emit/regions-file.ts";
import { regionViolations } from "../../compiler/region-violations.ts";
import { type Inventory, inventoryVersion } from "../../model/inventory.ts";
import type { ReadTexts } from "../../model/repository-file.ts";
import { type CompiledFleet, compileFleet } from "../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const today = "2026-11-28";
const region = "sites/guangdong/region.yaml";
const fleetFile = "sites/fleet.yaml";

const compiled = (file: string, from: string, to: string) =>
  compileFleet(fleetOnDisk({ [file]: String(smallFleet()[file]).replace(from, to) }));
let known: CompiledFleet | undefined;
const before = (): CompiledFleet => (known ??= compileFleet(fleetOnDisk()));

function inventoryOf(repository: string): Inventory {
  const old = before().contents.find(({ name }) => name === repository);
  const files = old?.files.map(({ path, id, construct, kept }) => [path, { id, construct, ...(kept && { kept }) }]);
  return {
    version: inventoryVersion,
    tool: "flotilla",
    fleet: "panji",
    repository,
    sites: old?.sites ?? {},
    files: Object.fromEntries(files ?? []),
  };
}

/** What a repository gives of the texts that it is asked for. */
const reading =
  (textOf: (text: string) => string | undefined): ReadTexts =>
  async (ids) => {
    const texts = new Map(before().contents.flatMap(({ files }) => files.map(({ id, text }) => [id, text] as const)));
    return new Map(
      ids.flatMap((id) => {
        const text = textOf(texts.get(id) ?? "");
        return text === undefined ? [] : [[id, text] as const];
      }),
    );
  };

async function refusals({ loaded, contents }: CompiledFleet, repository: string, read: ReadTexts) {
  const content = contents.find(({ name }) => name === repository);
  if (!loaded.fleet || !content) throw new Error(`a repository ${repository} expected`);
  const { violations } = await judgePublish(loaded.fleet, content, inventoryOf(repository), today, read);
  return violations;
}

const storage = () => compiled(region, "parameters: {}", "parameters: { metricsStorage: 300Gi }");
const renamed = () => compiled(fleetFile, "name: retail, namespaces: [retail]", "name: retail, namespaces: [retail2]");

// What the tip's texts did not tell was taken for nothing, so the rules passed.
describe("A rule on a change that needs a published text", () => {
  test("finds what it finds where the text is there", async () => {
    const found = await refusals(
      storage(),
      "guangdong",
      reading((text) => text),
    );
    expect(found.map(({ code }) => code)).toContain("FLT-GUARD-012");
  });

  test.each([
    ["is missing", undefined, /the published text of \S*statefulset_\S+.* is missing/],
    ["cannot be read", "{", /no YAML/],
  ])("is not evaluated where the text %s", async (_, text, reason) => {
    const found = await refusals(
      storage(),
      "guangdong",
      reading(() => text),
    );
    const unknown = found.filter(({ notEvaluated }) => notEvaluated?.rules.includes("FLT-GUARD-012"));
    expect(unknown).toMatchObject([
      {
        code: "FLT-SYS-001",
        severity: "error",
        message: expect.stringMatching(reason),
        subjects: ["panji/guangdong"],
        hint: expect.stringContaining("git -C guangdong.git fsck --full"),
      },
    ]);
    expect(found.filter(({ code }) => code === "FLT-GUARD-012")).toEqual([]);
  });

  test("is not evaluated where the list of regions is none, before and during a publish of the centre", async () => {
    const after = storage();
    const { fleet, selection } = after.loaded;
    if (!fleet) throw new Error("a fleet expected");
    const found = await refusals(
      after,
      "centre",
      reading((text) => (text.includes('"guangdong"') ? "no list" : text)),
    );
    const first = regionViolations(fleet, selection, "no list", today);
    const rest = regionViolations(fleet, { ...selection, centre: false }, "no list", today);
    for (const list of [found, first, rest]) {
      expect(list.filter(({ notEvaluated }) => notEvaluated?.rules.includes("FLT-GUARD-022"))).toMatchObject([
        { message: expect.stringContaining(`the published text of ${regionsPath} is no list of regions`) },
      ]);
    }
    expect(regionViolations(fleet, selection, undefined, today)).toEqual([]);
  });

  test("is asked where another text is missing, and a first commit needs none", async () => {
    const found = await refusals(
      renamed(),
      "guangdong",
      reading(() => undefined),
    );
    const asked = found.flatMap(({ notEvaluated }) => notEvaluated?.rules ?? []);
    expect(asked).not.toContain("FLT-GUARD-012");
    expect(asked).toEqual(expect.arrayContaining(["FLT-GUARD-020"]));
  });
});
