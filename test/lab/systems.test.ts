import { join } from "node:path";
import { expect, test } from "vitest";
import { engines } from "../../engines/engines.ts";
import { CRD_SOURCES } from "../../lab/crds/kinds.ts";
import { shippedReferences } from "../../lab/systems/shipped.ts";
import { systems } from "../../lab/systems/systems.ts";
import { systemsMarkdown } from "../../lab/systems/systems-markdown.ts";
import { schemaVersions } from "../../lab/systems/versions.ts";
import { toolNames } from "../../lab/tools.ts";

const shipped = shippedReferences(join(import.meta.dirname, "../.."));
const page = systemsMarkdown(shipped, schemaVersions());

test("Whatever the sample fleet makes somebody fetch is of exactly one system of the page", () => {
  expect(shipped.length).toBeGreaterThan(60);
  const owners = shipped.map((reference) => ({
    reference,
    of: systems.filter(({ pulls }) => pulls.some((pattern) => pattern.test(reference))).map(({ name }) => name),
  }));
  expect(owners.filter(({ of }) => of.length !== 1)).toEqual([]);
});

test("Every program of the lab and every source of schemas is of exactly one system, and every pattern finds something", () => {
  expect(systems.flatMap(({ tools }) => tools).toSorted()).toEqual(toolNames.toSorted());
  const sources = new Set(CRD_SOURCES.map(({ module }) => module));
  expect(systems.flatMap(({ schemas }) => schemas).toSorted()).toEqual([...sources].toSorted());
  const idle = systems
    .flatMap(({ pulls }) => pulls)
    .filter((each) => !shipped.some((reference) => each.test(reference)));
  expect(idle).toEqual([]);
});

test("Every engine is of a system that the page names", () => {
  const systemOf: Readonly<Record<string, string>> = {
    flux: "Flux",
    argocd: "Argo CD",
    kairos: "Kairos",
    "capi-metal3": "Metal3, Ironic",
    "capi-vsphere": "Cluster API for vSphere",
    "capi-dev": "Cluster API",
    eggo: "eggo",
    existing: "Kubernetes",
    kubeedge: "KubeEdge",
    native: "Kubernetes",
    karmada: "Karmada",
    openyurt: "OpenYurt",
    superedge: "SuperEdge",
  };
  const names = Object.values(engines).flatMap((table) => Object.keys(table));
  const known = systems.map(({ name }) => name);
  expect(names.filter((name) => !known.includes(systemOf[name] ?? "not said"))).toEqual([]);
});

test("A system that its own controllers or program judged names the program, and no cell of a version is empty", () => {
  const without = systems.filter(({ judged, tools }) => /controllers|program/.test(judged) && tools.length === 0);
  expect(without).toEqual([]);
  expect(page).not.toMatch(/undefined|schema of \S+ [,|]/);
  expect(page.split("\n").filter((row) => row.startsWith("| "))).toHaveLength(systems.length + 6);
});
