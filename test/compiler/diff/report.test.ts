import { describe, expect, test } from "vitest";
import { type CompiledRevision, diffReport } from "../../../compiler/diff/report.ts";
import { smallFleet } from "../lower/small-fleet.ts";

const ZONE = "panji/guangdong/sz";

/** A revision of a fleet: its sites, and the text of the files that each construct has. */
function revision(
  sites: Readonly<Record<string, object>>,
  files: Readonly<Record<string, readonly [path: string, text: string]>> = {},
): CompiledRevision {
  const rendered = Object.entries(files).map(
    ([construct, [path, text]]) => [path, { id: text, text, construct }] as const,
  );
  const hub = { profile: "hub@1.0.0", endpoint: "https://hub.gd.panji.example:6443" };
  return {
    fleet: smallFleet({ sites, region: { hub } }),
    rendered: new Map([["guangdong", new Map(rendered)]]),
  };
}

const names = { base: "main", head: "files" };
const report = (base: CompiledRevision, head: CompiledRevision) =>
  diffReport(base, head, names, { findings: [], exemptions: [], fields: [], removals: [], byHand: [] });

const manifest = (kind: string, name: string, value: string) =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: a\ndata:\n  VALUE: ${value}\n`;
const file = (site: string, value: string, name = "configmap_a_x.yaml") =>
  [`sites/sz/${site}/50-logs/${name}`, manifest("ConfigMap", "x", value)] as const;

const count = { total: 0, added: 0, changed: 0, removed: 0 };

describe("A site counts once", () => {
  const before = revision(
    { "sz-01": {}, "sz-02": {}, "sz-03": {} },
    {
      [`${ZONE}/sz-01`]: file("sz-01", "1"),
      [`${ZONE}/sz-02`]: file("sz-02", "1"),
      [`${ZONE}/sz-03`]: file("sz-03", "1"),
    },
  );
  const after = revision(
    { "sz-01": {}, "sz-02": {}, "sz-04": {} },
    {
      [`${ZONE}/sz-01`]: file("sz-01", "2"),
      [`${ZONE}/sz-02`]: file("sz-02", "1"),
      [`${ZONE}/sz-04`]: file("sz-04", "1"),
    },
  );

  test("as added, changed, removed or the same; what is gone is no part of the total", () => {
    const { sites, regions, files } = report(before, after);
    expect(sites).toEqual({ name: "sites", total: 3, added: 1, changed: 1, removed: 1 });
    expect(regions).toEqual([{ name: "guangdong", total: 3, added: 1, changed: 1, removed: 1 }]);
    expect(files).toBe(3);
  });

  test("the other way round, too", () => {
    expect(report(after, before).sites).toEqual({ name: "sites", total: 3, added: 1, changed: 1, removed: 1 });
  });

  test("and a revision beside itself changes nothing", () => {
    const { sites, effects, groups, files } = report(before, before);
    expect(sites).toEqual({ ...count, name: "sites", total: 3 });
    expect([effects, groups, files]).toEqual([[], [], 0]);
  });
});

test("Sites are counted by the ring they are in now, or were in when they went", () => {
  const base = revision({ "sz-01": { ring: "early" }, "sz-02": { ring: "late" }, "sz-03": { ring: "early" } });
  const head = revision({ "sz-01": { ring: "late" }, "sz-02": { ring: "late" } });
  expect(report(base, head).rings).toEqual([
    { name: "early", total: 0, added: 0, changed: 0, removed: 1 },
    { name: "late", total: 2, added: 0, changed: 0, removed: 0 },
  ]);
});

describe("A change", () => {
  const sites = { "sz-01": {}, "sz-02": {} };
  const one = (construct: string, path: string, value = "1") =>
    revision(sites, { [construct]: [path, manifest("ConfigMap", "x", value)] });

  test("of a host is one of its site", () => {
    const path = "hosts/4c4c4544/cloud-config.yaml";
    const { sites: counted } = report(one(`${ZONE}/sz-01/sz-01-a`, path), one(`${ZONE}/sz-01/sz-01-a`, path, "2"));
    expect(counted).toMatchObject({ changed: 1, total: 2 });
  });

  test("of a hub or of the centre is one of none of the sites", () => {
    const hub = "panji/guangdong/hub";
    const path = "hub/platform/50-logs/configmap_a_x.yaml";
    expect(report(one(hub, path), one(hub, path, "2"))).toMatchObject({
      hubs: { total: 1, changed: 1 },
      centre: { total: 1, changed: 0 },
      sites: { changed: 0 },
    });
    expect(report(one("panji/centre", path), one("panji/centre", path, "2"))).toMatchObject({
      hubs: { changed: 0 },
      centre: { changed: 1 },
    });
  });

  test("of a file that only lists or describes others is none", () => {
    const paths = ["README.md", ".flotilla/provenance.json", "hub/delivery/kustomization.yaml"];
    for (const path of paths) {
      expect(report(one("panji/guangdong", path), one("panji/guangdong", path, "2"))).toMatchObject({
        files: 0,
        groups: [],
      });
    }
  });
});

test("An effect counts the constructs that see it, each once", () => {
  const sites = { "sz-01": {}, "sz-02": {} };
  const config = (value: string) => ({
    [`${ZONE}/sz-01`]: file("sz-01", value),
    [`${ZONE}/sz-02`]: file("sz-02", value),
  });
  const { effects, groups } = report(revision(sites, config("1")), revision(sites, config("2")));
  expect(groups).toHaveLength(1);
  expect(effects).toEqual([{ effect: groups[0]?.effect, constructs: 2 }]);
});

test("The names of the revisions and what the rules found go along as they are", () => {
  const finding = { code: "FLT-X-001", severity: "warning", message: "m", subjects: ["panji"] } as const;
  const same = revision({ "sz-01": {} });
  expect(
    diffReport(same, same, names, { findings: [finding], exemptions: [], fields: [], removals: [], byHand: [] }),
  ).toMatchObject({
    ...names,
    findings: [finding],
  });
});
