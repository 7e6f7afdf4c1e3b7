import { describe, expect, test } from "vitest";
import { manifest, planOf, written } from "./plan-of.ts";

const file = "50-logs/configmap_a_settings.yaml";
const settings = (value: string) => manifest("ConfigMap", "settings", `data:\n  VALUE: ${value}\n`);
const site = (value: string, more: object = {}) => ({ files: { [file]: settings(value) }, ...more });

describe("A site counts once", () => {
  const before = written({ "sz-01": site("1"), "sz-02": site("1"), "sz-03": site("1") });
  const after = written({ "sz-01": site("2"), "sz-02": site("1"), "sz-04": site("1") });

  test("as added, changed, removed or the same; what is gone is no part of the total", () => {
    const counts = { total: 3, added: 1, changed: 1, removed: 1, moved: 0 };
    const { sites, regions, classes } = planOf(before, after);
    expect(sites).toEqual({ name: "sites", ...counts });
    expect(regions).toEqual([{ name: "guangdong", ...counts }]);
    expect(classes.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      "removed whole sites",
      "changed ConfigMap settings: VALUE 1 -> 2",
      "added whole sites",
    ]);
  });

  test("with the changes of its hosts and of its reconciler on the hub", () => {
    const of = (value: string) =>
      written(
        {
          "sz-01": {
            files: { [file]: settings(value), "/hosts/4c4c/cloud-config.yaml": `#cloud-config\nx: ${value}\n` },
          },
        },
        {
          "hub/delivery/kustomization_flux-system_site-sz-01.yaml": manifest(
            "Kustomization",
            "site-sz-01",
            `spec:\n  x: ${value}\n`,
          ),
        },
      );
    const { sites, hubs, clusters } = planOf(of("1"), of("2"));
    expect(sites.changed).toBe(1);
    expect(hubs.changed).toBe(0);
    expect(clusters).toMatchObject([
      { construct: "panji/guangdong/sz/sz-01", state: "changed", objects: { changed: 3 } },
    ]);
  });

  test("and a planned one not before something is written for it", () => {
    const planned = written({ "sz-01": { state: "planned" } });
    expect(planOf(written({}), planned).sites).toMatchObject({ added: 0, total: 1 });
    expect(planOf(planned, written({ "sz-01": site("1") })).sites).toMatchObject({ added: 1, changed: 0 });
  });
});

describe("What is the same under another name or elsewhere is told as such", () => {
  const fields = (name: string) => ({
    [`hosts.${name}-a.machineId`]: "4c4c",
    [`hosts.${name}-a.role`]: "control-plane",
  });
  const named = (name: string, zone: string, value = "1") =>
    written({ [name]: { zone, fields: fields(name), files: { [file]: settings(`${value} at ${name} in ${zone}`) } } });

  test("a site that is renamed: one, not one that goes and one that comes", () => {
    const { sites, moves, classes } = planOf(named("sz-01", "sz"), named("sz-77", "sz"));
    expect(sites).toMatchObject({ total: 1, moved: 1, added: 0, removed: 0, changed: 0 });
    expect(moves).toMatchObject([
      { kind: "site renamed", from: "panji/guangdong/sz/sz-01", to: "panji/guangdong/sz/sz-77", sites: 1 },
    ]);
    expect(classes).toEqual([]);
  });

  test("with what changes besides", () => {
    const { classes } = planOf(named("sz-01", "sz"), named("sz-77", "sz", "2"));
    expect(classes).toMatchObject([
      {
        kind: "moved",
        changes: [{ before: "1 at ⟨site⟩ in ⟨zone⟩", after: "2 at ⟨site⟩ in ⟨zone⟩" }],
        count: { sites: 1 },
      },
    ]);
  });

  test("a zone that is renamed: once, with the number of its sites", () => {
    const zone = (name: string) =>
      written(
        Object.fromEntries(
          ["sz-01", "sz-02", "sz-03", "sz-04", "sz-05"].map((each) => [each, { zone: name, ...site("1") }]),
        ),
      );
    const { sites, moves } = planOf(zone("sz"), zone("shenzhen"));
    expect(sites).toMatchObject({ total: 5, moved: 5, added: 0, removed: 0 });
    expect(moves).toMatchObject([
      { kind: "zone renamed", from: "panji/guangdong/sz", to: "panji/guangdong/shenzhen", sites: 5 },
    ]);
  });

  test("a site that goes to another region", () => {
    const empty = { sites: {}, files: new Map() };
    const [here] = Object.values(named("sz-01", "sz"));
    const there = {
      ...here,
      files: new Map(
        [...(here?.files ?? [])].map(([path, each]) => [path, { ...each, construct: "panji/hunan/sz/sz-01" }]),
      ),
    };
    if (!here) throw new Error("a repository expected");
    const { sites, moves } = planOf(
      { guangdong: here, hunan: empty },
      { guangdong: empty, hunan: { ...here, ...there } },
    );
    expect(sites).toMatchObject({ total: 1, moved: 1, added: 0, removed: 0 });
    expect(moves).toMatchObject([{ kind: "site moved", from: "panji/guangdong/sz/sz-01", to: "panji/hunan/sz/sz-01" }]);
  });
});

describe("The hash of a plan", () => {
  const [one, two] = [written({ "sz-01": site("1") }), written({ "sz-01": site("2") })];

  test("is the same for the same step, and another one for any other", () => {
    expect(planOf(one, two).hash).toBe(planOf(one, two).hash);
    const hashes = [
      planOf(one, two),
      planOf(two, one),
      planOf(one, one),
      planOf(one, written({ "sz-01": site("3") })),
    ].map(({ hash }) => hash);
    expect(new Set(hashes).size).toBe(4);
  });

  test("leaves out what differs from commit to commit", () => {
    const with_ = (text: string) =>
      written({ "sz-01": site("1") }, { "README.md": text, ".flotilla/provenance.json": text });
    expect(planOf(with_("a"), with_("b")).hash).toBe(planOf(one, one).hash);
  });
});
