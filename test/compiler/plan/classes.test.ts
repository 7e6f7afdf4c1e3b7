import { describe, expect, test } from "vitest";
import { manifest, planOf, written } from "./plan-of.ts";

const file = "50-logs/configmap_a_settings.yaml";
const settings = (value: string, name = "settings") => manifest("ConfigMap", name, `data:\n  VALUE: ${value}\n`);
const sites = (...values: readonly string[]) =>
  written(
    Object.fromEntries(values.map((value, index) => [`sz-0${index + 1}`, { files: { [file]: settings(value) } }])),
  );
const told = (base: ReturnType<typeof written>, head: ReturnType<typeof written>) =>
  planOf(base, head).classes.map(({ kind, title, count }) => `${kind} ${title} ${count.sites}`);

describe("Changes are one class", () => {
  test("when they are the same at every site, whatever the sites are called", () => {
    const [one, ...others] = planOf(sites("old", "old", "old"), sites("new", "new", "new")).classes;
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      id: "A",
      kind: "changed",
      title: "ConfigMap settings: VALUE old -> new",
      path: "sites/*/*/50-logs/configmap_a_settings.yaml",
      changes: [{ path: "data.VALUE", before: "old", after: "new" }],
      count: { objects: 3, sites: 3, hubs: 0 },
      regions: [{ name: "guangdong", sites: 3 }],
      members: ["panji/guangdong/sz/sz-01", "panji/guangdong/sz/sz-02", "panji/guangdong/sz/sz-03"],
    });
  });

  test("whatever stands around the lines that change", () => {
    const around = (other: string, value: string) =>
      manifest("ConfigMap", "settings", `data:\n  OTHER: ${other}\n  VALUE: ${value}\n`);
    const both = (value: string) =>
      written({
        "sz-01": { files: { [file]: around("a", value) } },
        "sz-02": { files: { [file]: around("b", value) } },
      });
    expect(planOf(both("1"), both("2")).classes).toHaveLength(1);
  });

  test("when each holds the names of its own site, zone and hosts", () => {
    const of = (value: string) =>
      written(
        Object.fromEntries(
          ["sz-01", "sz-02"].map((site) => [
            site,
            {
              fields: { [`hosts.${site}-a.role`]: "control-plane" },
              files: { [file]: settings(`${value} at ${site} on ${site}-a in sz of guangdong`) },
            },
          ]),
        ),
      );
    const [one, ...others] = planOf(of("old"), of("new")).classes;
    expect(others).toEqual([]);
    expect(one?.changes[0]?.after).toBe("new at ⟨site⟩ on ⟨host⟩ in ⟨zone⟩ of ⟨region⟩");
  });

  test("when reconcilers differ in how their intervals are spread", () => {
    const path = "00-delivery/kustomization_flux-system_50-logs.yaml";
    const reconciler = (interval: string) => manifest("Kustomization", "50-logs", `spec:\n  interval: ${interval}\n`);
    const of = (one: string, two: string) =>
      written({ "sz-01": { files: { [path]: reconciler(one) } }, "sz-02": { files: { [path]: reconciler(two) } } });
    const { classes } = planOf(of("10m1s", "14m2s"), of("17m1s", "29m5s"));
    expect(classes).toMatchObject([{ changes: [{ before: "⟨10m to 15m⟩", after: "⟨15m to 30m⟩" }] }]);
  });
});

describe("A site that differs by an own value", () => {
  test("is a class of its own", () => {
    expect(told(sites("old", "old", "old"), sites("new", "new", "other"))).toEqual([
      "changed ConfigMap settings: VALUE old -> new 2",
      "changed ConfigMap settings: VALUE old -> other 1",
    ]);
  });

  const at = (address: string, own: string) =>
    written(
      Object.fromEntries(
        ["10.0.0.1", "10.0.1.1"].map((usual, index) => [
          `sz-0${index + 1}`,
          {
            fields: { [`hosts.sz-0${index + 1}-a.address`]: index === 0 ? own : usual },
            files: { [file]: settings(index === 0 ? address : usual) },
          },
        ]),
      ),
    );

  test("shows an address that another takes the place of, even when it is recorded as its own", () => {
    for (const own of ["10.9.9.9", "10.0.0.1"]) {
      expect(planOf(at("10.0.0.1", "10.0.0.1"), at("10.9.9.9", own)).classes).toMatchObject([
        { changes: [{ before: expect.stringMatching(/10\.0\.0\.1|address/), after: "10.9.9.9" }] },
      ]);
    }
  });

  test("shows a value that another site has as its name", () => {
    const base = written({
      "sz-01": { files: { [file]: settings("sz-02") } },
      "sz-02": { files: { [file]: settings("sz-02") } },
    });
    const head = written({
      "sz-01": { files: { [file]: settings("x") } },
      "sz-02": { files: { [file]: settings("x") } },
    });
    expect(
      planOf(base, head)
        .classes.map(({ changes }) => changes[0]?.before)
        .sort(),
    ).toEqual(["sz-02", "⟨site⟩"]);
  });
});

describe("A removed and an added object of one role are one that is replaced", () => {
  const op = (name: string, version: string) => ({
    [`79-hosts/nodeop_a_${name}.yaml`]: manifest(
      "NodeOp",
      name,
      `spec:\n  image: os:${version}\n`,
      "operator.kairos.io/v1alpha1",
    ),
  });

  test.each([
    ["called by its content", "os-4-0-3-b066624b", "os-4-0-3-7b17600f"],
    ["that runs once, called by its date", "os-20261101", "os-20261128"],
  ])("%s", (_, old, now) => {
    const of = (name: string, version: string) =>
      written({ "sz-01": { files: op(name, version) }, "sz-02": { files: op(name, version) } });
    expect(planOf(of(old, "1.33.10"), of(now, "1.33.11")).classes).toMatchObject([
      {
        kind: "replaced",
        title: "NodeOp os: 1.33.10 -> 1.33.11",
        disruption: "reboot",
        changes: [{ path: "spec.image", before: "os:1.33.10", after: "os:1.33.11" }],
        count: { objects: 2, sites: 2 },
      },
    ]);
  });

  test("but not where there are two that it may be, or where nothing is stamped on the names", () => {
    const two = { ...op("os-aaaaaaaa", "1"), ...op("os-bbbbbbbb", "2") };
    const base = written({ "sz-01": { files: { ...two, [file]: settings("1") } } });
    const head = written({ "sz-01": { files: { ...op("os-cccccccc", "3"), [file]: settings("1") } } });
    expect(
      planOf(base, head)
        .classes.map(({ kind }) => kind)
        .sort(),
    ).toEqual(["added", "removed", "removed"]);
    const named = (name: string) =>
      written({
        "sz-01": { files: { [file]: settings("1"), [`50-logs/configmap_a_${name}.yaml`]: settings("1", name) } },
      });
    expect(planOf(named("one"), named("two")).classes.map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });
});

test("An object that another folder has from now on is one that moves", () => {
  const other = {
    "60-more/configmap_a_other.yaml": settings("1", "other"),
    "50-logs/configmap_a_rest.yaml": settings("1", "rest"),
  };
  const base = written({ "sz-01": { files: { ...other, [file]: settings("1") } } });
  const head = written({ "sz-01": { files: { ...other, "60-more/configmap_a_settings.yaml": settings("1") } } });
  expect(planOf(base, head).classes).toMatchObject([{ kind: "moved", title: "ConfigMap settings", changes: [] }]);
});

describe("A layer that comes or goes is one class with its reconciler", () => {
  const objects = {
    "50-logs/configmap_a_one.yaml": settings("1", "one"),
    "50-logs/configmap_a_two.yaml": settings("1", "two"),
  };
  const reconciler = (kind: string, more = "") => ({
    [`00-delivery/${kind.toLowerCase()}_x_50-logs.yaml`]: manifest(kind, "50-logs", `spec:\n  prune: true\n${more}`),
  });
  const without = written({ "sz-01": {}, "sz-02": {}, "sz-03": {} });
  const of = (third: string) =>
    written({
      "sz-01": { files: { ...objects, ...reconciler("Kustomization") } },
      "sz-02": { files: { ...objects, ...reconciler("Application") } },
      "sz-03": { files: { ...objects, ...reconciler("Kustomization", third) } },
    });

  test("whatever reconciles it", () => {
    expect(planOf(without, of("")).classes).toMatchObject([
      {
        kind: "added",
        title: "layer 50-logs",
        count: { sites: 3, objects: 9 },
        objects: ["ConfigMap one", "ConfigMap two", "Kustomization 50-logs", "Application 50-logs"],
      },
    ]);
    expect(planOf(of(""), without).classes).toMatchObject([
      { kind: "removed", title: "layer 50-logs", count: { sites: 3 } },
    ]);
  });

  test("but not with one whose reconciler is set up in another way, which is told", () => {
    const { classes } = planOf(without, of("  suspend: true\n"));
    expect(classes.map(({ count }) => count.sites)).toEqual([2, 1]);
    expect(classes[1]?.changes).toContainEqual({ path: "Kustomization 50-logs: spec.suspend", after: "true" });
    expect(classes[1]?.changes).not.toContainEqual(
      expect.objectContaining({ path: "Kustomization 50-logs: spec.prune" }),
    );
  });
});

test("Objects in which nothing but identity labels differs are one class, of whatever kind they are", () => {
  const profile = (version: string) =>
    settings("1").replace("    app: x\n", `    flotilla.dev/profile: edge-${version}\n`);
  const of = (version: string) =>
    written({ "sz-01": { files: { [file]: profile(version), "60-more/secret_a_b.yaml": profile(version) } } });
  expect(planOf(of("1.0.0"), of("1.1.0")).classes).toMatchObject([
    { title: "identity labels: 1.0.0 -> 1.1.0", count: { objects: 2, sites: 1 }, disruption: "none" },
  ]);
});

test("The same values in another order are a difference too", () => {
  const list = (...items: readonly string[]) =>
    manifest("ConfigMap", "settings", `data:\n${items.map((item) => `  - name: ${item}\n`).join("")}`);
  const of = (text: string) => written({ "sz-01": { files: { [file]: text } } });
  expect(planOf(of(list("a", "b")), of(list("b", "a"))).classes[0]?.changes.length).toBeGreaterThan(0);
});

test("The worst comes first, then what goes before what comes, then the most", () => {
  const of = (files: Readonly<Record<string, string>>, second: Readonly<Record<string, string>> = files) =>
    written({
      "sz-01": { files: { ...files, "50-logs/service_a_x.yaml": manifest("Service", "x", "") } },
      "sz-02": { files: { ...second, "50-logs/service_a_x.yaml": manifest("Service", "x", "") } },
    });
  const base = of({
    [file]: settings("1"),
    "50-logs/configmap_a_old.yaml": settings("1", "old"),
    "50-logs/namespace_a.yaml": manifest("Namespace", "a", ""),
  });
  const head = of({ [file]: settings("2"), "50-logs/configmap_a_new.yaml": settings("1", "new") });
  expect(told(base, head)).toEqual([
    "removed Namespace a 2",
    "removed ConfigMap old 2",
    "changed ConfigMap settings: VALUE 1 -> 2 2",
    "added ConfigMap new 2",
  ]);
});

test("What only lists or describes others is in no class", () => {
  const of = (text: string) =>
    written(
      { "sz-01": { files: { "50-logs/kustomization.yaml": text } } },
      { "README.md": text, ".flotilla/provenance.json": text },
    );
  expect(planOf(of("1"), of("2"))).toMatchObject({ classes: [], files: 0, sites: { changed: 0 } });
});
