import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { flotilla } from "../cli/run.ts";
import { allFiles, compileFleet } from "../compile-fleet.ts";
import { filesBelow } from "../files-below.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const root = join(import.meta.dirname, "../..");
const { loaded, result, contents } = compileFleet(root);
const files = allFiles(contents);
const yamlFiles = [...files].filter(([path]) => path.endsWith(".yaml"));

/** Files of servers and of operators' tools hold what those read, not one Kubernetes object. */
const isTextFile = (path: string) => /^[^/]+\/(hosts|operator)\//.test(path);

interface Parsed {
  readonly kind?: string;
  readonly metadata?: { readonly labels?: Record<string, string> };
  readonly resources?: readonly string[];
}

test("The sample fleet has neither errors nor warnings", () => {
  expect([...loaded.diagnostics, ...result.diagnostics]).toEqual([]);
});

test("It becomes one repository a region and one for the centre", () => {
  expect(contents.map(({ name }) => name)).toEqual([
    "centre",
    ...(loaded.fleet?.regions.map(({ name }) => name) ?? []),
  ]);
  expect(contents).toHaveLength(32);
});

/** Read once for all tests; several ask for the value of a file. */
const values = new Map<string, unknown>();

function read(text: string): Parsed {
  if (!values.has(text)) values.set(text, load(text));
  return values.get(text) as Parsed;
}

test("Every file is the same value to two YAML readers", () => {
  const pathOf = new Map(yamlFiles.filter(([path]) => !isTextFile(path)).map(([path, text]) => [text, path]));
  for (const [text, path] of pathOf) expect(parse(text), path).toEqual(read(text));
}, 120_000);

describe("Every folder is a plain kustomization", () => {
  const listed = new Map(
    yamlFiles
      .filter(([path]) => path.endsWith("/kustomization.yaml"))
      .map(([path, text]) => [path.slice(0, path.lastIndexOf("/")), read(text).resources ?? []]),
  );

  test("that lists all of its files and no other", () => {
    const actual = Map.groupBy(
      [...files.keys()].filter((path) => /\/(hub|sites)\//.test(path) && !path.endsWith("/kustomization.yaml")),
      (path) => path.slice(0, path.lastIndexOf("/")),
    );
    for (const [folder, resources] of listed) {
      const names = (actual.get(folder) ?? []).map((path) => path.slice(folder.length + 1)).sort();
      expect(resources, folder).toEqual(names);
    }
    expect([...actual.keys()].filter((folder) => !listed.has(folder))).toEqual([]);
  });

  test("and every object in it carries the identity labels", () => {
    for (const [path, text] of yamlFiles) {
      if (path.endsWith("/kustomization.yaml") || isTextFile(path)) continue;
      const labels = read(text).metadata?.labels ?? {};
      const wanted = path.startsWith("centre/")
        ? ["fleet", "profile", "layer"]
        : ["fleet", "region", "profile", "layer"];
      const site = /^[^/]+\/(?:hub\/)?sites\/([^/]+)\/([^/.]+)\//.exec(path);
      for (const key of wanted) expect(labels[`flotilla.dev/${key}`], `${path} ${key}`).toBeTruthy();
      if (site) expect(labels, path).toMatchObject({ "flotilla.dev/zone": site[1], "flotilla.dev/site": site[2] });
    }
  });
});

test("No Secret but one of certificates, and nothing that looks like a key, is in the output", () => {
  for (const [path, text] of files) {
    if (/^kind: Secret$/m.test(text)) {
      const [, ...values] = text.split(/^data:$/m)[1]?.split(/^ {2}[\w.-]+: /m) ?? [];
      const held = values.map((value) => Buffer.from(value, "base64").toString());
      expect(held, path).toEqual([
        expect.stringMatching(/^(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\s*)+$/),
      ]);
    }
    expect(text, path).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY-----/);
  }
});

test("Nothing is left for a cluster to fill: no substitution, no overlay, no generator", () => {
  for (const [path, text] of yamlFiles) {
    if (isTextFile(path)) continue;
    expect(text, path).not.toMatch(/^ {2}(postBuild|patches|images|components):/m);
    if (path.endsWith("/kustomization.yaml"))
      expect(Object.keys(read(text))).toEqual(["apiVersion", "kind", "resources"]);
  }
});

describe("The same input gives the same bytes", () => {
  test("in every locale, time zone and order of files", () => {
    const small = smallFleet();
    const second = (small["sites/guangdong/shenzhen.yaml"] as string)
      .replace("zone: shenzhen", "zone: foshan")
      .replaceAll("sz-nanshan-01", "fs-nanhai-01")
      .replaceAll("10.44.12.", "10.44.40.")
      .replace("3332", "3333")
      .replace("00:01", "00:02")
      .replace("10.44.255.11", "10.44.255.12");
    const app = (small["apps/retail/checkout.yaml"] as string)
      .replace("name: checkout", "name: billing")
      .replace("shenzhen", "foshan");
    const one = fleetOnDisk({ "sites/guangdong/a.yaml": second, "apps/retail/a.yaml": app });
    const other = fleetOnDisk({ "sites/guangdong/z.yaml": second, "apps/retail/z.yaml": app });
    const trees = [
      { fleet: one, env: { TZ: "UTC", LANG: "C" } },
      { fleet: other, env: { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" } },
      { fleet: one, env: { TZ: "America/St_Johns", CDK8S_DISABLE_SORT: "1", CDK8S_LEGACY_HASH: "1" } },
    ].map(({ fleet, env }) => {
      const out = join(fleet, "out");
      expect(flotilla(["synth", "--fleet", fleet, "--out", out], { env }).code).toBe(0);
      return filesBelow(out);
    });
    expect(trees[1]).toEqual(trees[0]);
    expect(trees[2]).toEqual(trees[0]);
  });
});
