import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engineFacts } from "../../../compiler/engine-facts.ts";
import { fastLines } from "../../../compiler/load/fast-lines.ts";
import { type LoadedFleet, loadFleet } from "../../../compiler/load/load-fleet.ts";
import { rangeOf, readPositions } from "../../../compiler/load/parse-yaml.ts";
import { Cover } from "../../../compiler/reach/cover.ts";
import { type PathRow, pathRows } from "../../../compiler/reach/path-rows.ts";
import { pathsIn } from "../../../compiler/reach/path-scope.ts";
import type { Fleet } from "../../../constructs/fleet.ts";
import { engines } from "../../../engines/engines.ts";
import type { DeclaredPath } from "../../../policies/net/paths/declared-path.ts";
import { endpointText } from "../../../policies/net/paths/endpoint.ts";
import { enteredRegions } from "../../../policies/net/paths/entered-regions.ts";
import { fleetPaths, silentSites } from "../../../policies/net/paths/fleet-paths.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const root = join(import.meta.dirname, "../../..");
const sample = loadFleet(root, catalogue);
const facts = engineFacts(engines);
const pathsOf = ({ fleet }: LoadedFleet) => fleetPaths(fleet as Fleet, facts);
const all = pathsOf(sample);

/** `from -> to ports: purpose (file:lines)` */
function sentence({ from, to, places = [], ports, purpose, via, file, lines }: PathRow): string {
  const ends = [from, to].map(({ kind, names }) => [kind, ...names].join(" ")).join(" -> ");
  const where = places.length > 0 ? ` in ${places.join(", ")}` : "";
  return `${ends}${where} ${ports.join(",") || "any"}: ${purpose}${via ? ` by ${via}` : ""} (${file}:${lines})`;
}

function rowsAt(site: string, loaded = sample): readonly string[] {
  const paths = pathsOf(loaded);
  return pathRows(paths, pathsIn(paths, loaded.selection, { site }), fastLines(loaded.textOf)).map(sentence);
}

const small = (changes: Readonly<Record<string, string>> = {}) => loadFleet(fleetOnDisk(changes), catalogue);
const edited = (file: string, ...edits: readonly (readonly [from: string, to: string])[]) => ({
  [file]: edits.reduce((text, [from, to]) => text.replace(from, to), `${smallFleet()[file]}`),
});
const zone = "sites/guangdong/shenzhen.yaml";
const checkout = "apps/retail/checkout.yaml";
const site = "panji/guangdong/shenzhen/sz-nanshan-01";

describe("Paths of a site", () => {
  test("that installs itself all begin there, and each has the line that makes it", () => {
    expect(rowsAt("sz-nanshan-01", small())).toEqual([
      `site ${site} -> repository https://git.panji.example/fleet/guangdong.git 443/TCP: pulls its configuration (sites/fleet.yaml:3)`,
      `site ${site} -> registry registry.panji.example 443/TCP: pulls images and charts (sites/fleet.yaml:4)`,
      `site ${site} -> hub panji/guangdong/hub 30443/TCP: sends metrics (${zone}:7)`,
      `site ${site} -> hub panji/guangdong/hub 30444/TCP: sends logs (${zone}:7)`,
      `site ${site} -> address 10.44.0.1 123/UDP: sets its clocks (${zone}:3)`,
      "tenant retail -> tenant retail in panji/guangdong/shenzhen any: reaches its own pods (sites/fleet.yaml:7)",
    ]);
  });

  test("that reads artifacts lead to their registry, and to no repository", () => {
    const loaded = small({
      ...edited("sites/fleet.yaml", [
        "parameters: {}",
        "parameters: {}\nartifacts: oci://parcels.panji.example:5000/fleet",
      ]),
      ...edited("sites/guangdong/region.yaml", ["delivery: flux", "delivery: { engine: flux, source: oci }"]),
    });
    expect(rowsAt("sz-nanshan-01", loaded)[0]).toBe(
      `site ${site} -> registry parcels.panji.example:5000 5000/TCP: pulls its configuration (sites/fleet.yaml:7)`,
    );
    expect(pathsOf(loaded).filter(({ to }) => to.name.endsWith("/guangdong.git"))).toEqual([]);
  });

  test("that a hub installs lead from there to its BMCs, its servers and its API", () => {
    const metal = all.filter(({ to, from }) => [from, to].some(({ name }) => name.includes("ah-hf-baohe-01")));
    const begun = metal.filter(({ from }) => from.kind === "hub").map(({ to, purpose }) => `${to.kind}: ${purpose}`);
    expect(new Set(begun)).toEqual(
      new Set([
        "bmc: switches and installs servers",
        "site: orders the agent that installs",
        "site: manages the cluster",
      ]),
    );
  });

  test("behind a gateway begin at the gateway, and none at the centre", () => {
    const loaded = loadFleet(join(root, "test/golden/gateway/fleet"), catalogue);
    expect(loaded.diagnostics).toEqual([]);
    const paths = pathsOf(loaded);
    const builders = paths.filter(({ purpose }) => purpose === "builds the cluster");
    expect(builders.length).toBeGreaterThan(0);
    expect(new Set(builders.map(({ from }) => from.kind))).toEqual(new Set(["gateway"]));
    const fromCentre = paths.filter(({ from, to }) => from.kind === "centre" && to.regions.length > 0);
    expect(fromCentre.map(({ to }) => endpointText(to))).toEqual([]);
  });

  test("with a proxy go by it to Git and the registry, and to the proxy itself", () => {
    const proxied = edited(zone, ["vlan: 112", 'vlan: 112, proxy: { https: "http://proxy.panji.example:3128" }']);
    const rows = rowsAt("sz-nanshan-01", small(proxied));
    expect(rows.filter((row) => row.includes(" by proxy.panji.example"))).toHaveLength(2);
    expect(rows).toContain(`site ${site} -> address proxy.panji.example 3128/TCP: goes out by this proxy (${zone}:9)`);
  });

  test.each([
    ["[git.panji.example]", "registry"],
    ["[.panji.example]", undefined],
    ["[panji.example]", undefined],
    ["[git.panji]", "registry, repository"],
    ["[REGISTRY.panji.example, 10.0.0.0/8]", "repository"],
  ])("go straight to what noProxy %s names", (noProxy, proxied) => {
    const proxy = `proxy: { https: "http://proxy.panji.example:3128", noProxy: ${noProxy} }`;
    const rows = rowsAt("sz-nanshan-01", small(edited(zone, ["vlan: 112", `vlan: 112, ${proxy}`])));
    const kinds = rows.flatMap((row) => (row.includes(" by proxy.") ? [/-> (\w+)/.exec(row)?.[1]] : []));
    expect(kinds.sort().join(", ") || undefined).toBe(proxied);
  });

  test("go straight to a repository over SSH, and to an address in a network that noProxy names", () => {
    const proxied = edited(zone, [
      "vlan: 112",
      'vlan: 112, proxy: { https: "http://proxy.panji.example:3128", noProxy: [10.9.0.0/16] }',
    ]);
    const stores = edited(
      "sites/fleet.yaml",
      ["https://git.panji.example/fleet", "ssh://git@git.panji.example/fleet"],
      ["[registry.panji.example]", '["10.9.1.2:5000", "10.8.1.2:5000"]'],
    );
    const rows = rowsAt("sz-nanshan-01", small({ ...proxied, ...stores }));
    expect(rows.filter((row) => row.includes(" by proxy.panji.example"))).toEqual([
      expect.stringContaining("registry 10.8.1.2:5000"),
    ]);
  });

  test("where people have accounts lead to its SSH servers, and nowhere else do any", () => {
    const user =
      'users: [{ name: ops, sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ops"] }]\n';
    const loaded = small({ "sites/guangdong/region.yaml": `${smallFleet()["sites/guangdong/region.yaml"]}${user}` });
    expect(loaded.diagnostics).toEqual([]);
    expect(rowsAt("sz-nanshan-01", loaded)).toContain(
      `people -> site ${site} in ${site} 22/TCP: log in (sites/guangdong/region.yaml:8)`,
    );
  });

  test("of an engine that does not say what it speaks are told to be unknown", () => {
    const { fleet } = small();
    const silent = { ...facts, traffic: () => undefined };
    expect(silentSites(fleet as Fleet, silent).map(({ path }) => path)).toEqual([site]);
    expect(silentSites(fleet as Fleet, facts)).toEqual([]);
  });

  test("that is planned are none", () => {
    expect(rowsAt("sz-nanshan-01", small(edited(zone, ["state: active", "state: planned"])))).toEqual([]);
  });
});

describe("Paths of an app", () => {
  const outside = "expose: { hosts: [shop.panji.example] }\negress: [{ cidr: 203.0.113.0/28, ports: [443] }]\n";

  test("lead from clients to it and to what it opens, by the line of its file", () => {
    const loaded = small({ [checkout]: `${smallFleet()[checkout]}${outside}` });
    expect(rowsAt("sz-nanshan-01", loaded).slice(-2)).toEqual([
      `app retail/checkout -> address 203.0.113.0/28 in panji/guangdong/shenzhen 443/TCP: opens connections (${checkout}:13)`,
      `clients -> app retail/checkout in panji/guangdong/shenzhen 80/TCP: ask for shop.panji.example (${checkout}:12)`,
    ]);
  });

  test("follow the difference of its zone", () => {
    const own = edited(checkout, ["replicas: 3,", "replicas: 3, egress: [{ cidr: 198.51.100.7/32, ports: [8443] }],"]);
    const rows = rowsAt("sz-nanshan-01", small({ [checkout]: `${own[checkout]}${outside}` }));
    expect(rows.filter((row) => row.includes("opens connections"))).toEqual([
      `app retail/checkout -> address 198.51.100.7/32 in panji/guangdong/shenzhen 8443/TCP: opens connections (${checkout}:11)`,
    ]);
  });
});

describe("In the sample fleet", () => {
  test("every path into a region ends at its hub or its gateway", () => {
    expect(all.length).toBeGreaterThan(1000);
    expect(all.filter((path) => enteredRegions(path).length > 0)).toEqual([]);
  });

  test("hubs store snapshots, sites send logs, clusters are built and nodes join", () => {
    const purposes = new Set(all.map(({ purpose }) => purpose));
    for (const purpose of [
      "stores snapshots of its etcd",
      "sends logs",
      "builds the cluster",
      "joins, and gets its pods",
    ]) {
      expect(purposes, purpose).toContain(purpose);
    }
  });

  test("every engine says what it speaks", () => {
    expect(silentSites(sample.fleet as Fleet, facts).map(({ path }) => path)).toEqual([]);
  });

  test("the fast reader finds the lines that the slow one finds", () => {
    const lineOf = fastLines(sample.textOf);
    const documents = new Map<string, ReturnType<typeof readPositions>>();
    const wrong = all.flatMap(({ source }) => {
      if (!source) return [];
      const document = documents.get(source.file) ?? readPositions(sample.textOf(source.file) ?? "");
      documents.set(source.file, document);
      const { line } = rangeOf(document, source).position;
      return line === lineOf(source) ? [] : [`${source.file} ${source.path.join(".")}: ${lineOf(source)}, not ${line}`];
    });
    expect([...new Set(wrong)]).toEqual([]);
  });

  test("rows say all paths and no other, whichever are asked for", { tags: "property" }, () => {
    const lineOf = fastLines(sample.textOf);
    const one = fc.constantFrom(...all.keys());
    fc.assert(
      fc.property(fc.uniqueArray(one, { minLength: 1, maxLength: 60 }), (chosen) => {
        const paths = chosen.sort((a, b) => a - b).map((index) => all[index] as DeclaredPath);
        const said = pathRows(all, paths, lineOf).flatMap((row) => pairsOf(row));
        const meant = paths.map(({ from, to, purpose }) => [from.kind, from.name, to.kind, to.name, purpose].join(" "));
        expect(meant.filter((pair) => !said.includes(pair))).toEqual([]);
        expect(said.length).toBeLessThanOrEqual(new Set(meant).size);
      }),
      { numRuns: 40 },
    );
  });
});

const named = new Map(
  all.flatMap(({ from, to }) => [from, to].map((end) => [`${end.kind} ${end.name}`, end] as const)),
);

/** The ends that a row means, with `/*` written out. */
function namesOf({ kind, names }: PathRow["from"], places: readonly string[] = []): readonly string[] {
  const ofKind = [...named.values()].filter((end) => end.kind === kind);
  const wanted = names.length > 0 ? names : places;
  return wanted.flatMap((name) =>
    name.endsWith("/*") ? ofKind.map((end) => end.name).filter((each) => each.startsWith(name.slice(0, -1))) : [name],
  );
}

function pairsOf(row: PathRow): readonly string[] {
  const to = namesOf(row.to, row.places);
  const pairs = namesOf(row.from, row.places).flatMap((from) =>
    to.map((end) => [row.from.kind, from, row.to.kind, end, row.purpose].join(" ")),
  );
  return [...new Set(pairs)];
}

describe("A cover", () => {
  const names = fc.constantFrom("a", "b", "c");
  const leaf = fc.tuple(names, names, names).map((steps) => ["fleet", ...steps].join("/"));

  test("says just the paths that it is given", { tags: "property" }, () => {
    fc.assert(
      fc.property(fc.uniqueArray(leaf, { minLength: 1 }), fc.infiniteStream(fc.boolean()), (every, coin) => {
        const some = every.filter(() => coin.next().value);
        const cover = new Cover(every).names(some);
        const meant = every.filter((path) =>
          cover.some((name) => name === path || (name.endsWith("/*") && path.startsWith(name.slice(0, -1)))),
        );
        expect(meant.sort()).toEqual(some.sort());
      }),
    );
  });

  test("names whole zones and regions", () => {
    const every = ["f/a/x/1", "f/a/x/2", "f/a/y/3", "f/b/z/4", "f/b/z/5"];
    expect(new Cover(every).names(every.slice(0, 3))).toEqual(["f/a/*"]);
    expect(new Cover(every).names(["f/a/x/1", "f/a/x/2", "f/b/z/4"])).toEqual(["f/a/x/*", "f/b/z/4"]);
    expect(new Cover(every).names(every)).toEqual(["f/*"]);
  });
});
