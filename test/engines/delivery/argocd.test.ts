import { describe, expect, test } from "vitest";
import { argocd } from "../../../engines/delivery/argocd/argocd.ts";
import type { DeliveryScope } from "../../../engines/engine.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { expectTree } from "../golden-tree.ts";
import { gitChart, heldTarget, ociChart, siteTarget } from "./targets.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/argocd/${name}`;
const target = { ...siteTarget, charts: [ociChart.source, gitChart.source] };
const objects = argocd.reconcile(target);

interface Project {
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly { readonly server: string; readonly namespace: string }[];
  readonly clusterResourceWhitelist: readonly unknown[];
}

interface Application {
  readonly project: string;
  readonly source: { readonly repoURL: string };
  readonly destination: { readonly namespace?: string };
  readonly syncPolicy: { readonly automated: { readonly enabled: boolean; readonly [field: string]: boolean } };
}

const projects = (list: readonly KubernetesObject[]) =>
  list
    .filter((each) => each.kind === "AppProject")
    .map((each) => [each.metadata.name, each["spec"] as unknown as Project] as const);
const applications = (list: readonly KubernetesObject[]) =>
  list
    .filter((each) => each.kind === "Application")
    .map((each) => [each.metadata, each["spec"] as unknown as Application] as const);

describe("golden trees", () => {
  test("a site's root folder holds projects, agent and one Application a folder", () => {
    expectTree(objects, golden("root"));
  });

  test("a held site's folders and agent are paused", () => {
    expectTree(argocd.reconcile(heldTarget), golden("held"));
  });

  test("a new cluster gets namespace, project and root Application", () => {
    expectTree(argocd.bootstrap(target), golden("bootstrap"));
  });

  test("a chart of a registry becomes an Application without a scheme in its address", () => {
    expectTree(argocd.chart(ociChart), golden("chart-oci"));
  });

  test("a chart of a Git folder becomes an Application with a path", () => {
    expectTree(argocd.chart(gitChart), golden("chart-git"));
  });

  test("the agent is installed with what the root folder upgrades it to", () => {
    expectTree(argocd.chart(argocd.agent(target.registry)), golden("agent"));
  });
});

describe("what every root folder keeps", () => {
  test("while a cluster comes back from a back-up, no Application deletes anything, the root included", () => {
    const all = applications(argocd.reconcile({ ...target, restoring: true }));
    const folders = all.filter(([{ annotations }]) => annotations?.["argocd.argoproj.io/manifest-generate-paths"]);
    expect(folders).toHaveLength(target.folders.length);
    for (const [{ finalizers }, { syncPolicy }] of [...folders, ...all.filter(([{ name }]) => name === "flotilla")]) {
      expect(finalizers ?? []).toEqual([]);
      expect(syncPolicy.automated).toMatchObject({ enabled: true, prune: false });
    }
  });

  test("the first objects are also in the root folder, word for word", () => {
    for (const first of argocd.bootstrap(target)) expect(objects).toContainEqual(first);
  });

  test("every Application names a project that allows its source and namespace", () => {
    const known = new Map(projects(objects));
    const all = applications([...objects, ...argocd.chart(ociChart), ...argocd.chart(gitChart)]);
    expect(all).toHaveLength(7);
    for (const [, { project, source, destination }] of all) {
      const allowed = known.get(project);
      expect(allowed?.sourceRepos).toContain(source.repoURL);
      const namespaces = allowed?.destinations.map((each) => each.namespace) ?? [];
      expect(namespaces.some((each) => each === "*" || each === destination.namespace)).toBe(true);
    }
  });

  test("no project has a wildcard among its sources", () => {
    for (const [, { sourceRepos }] of projects(objects)) expect(sourceRepos.join()).not.toContain("*");
  });

  test("a tenant's project reaches the tenant's namespaces and nothing cluster-wide", () => {
    const tenant = new Map(projects(objects)).get("flotilla-tenant-retail");
    expect(tenant?.destinations.map((each) => each.namespace)).toEqual(["retail", "retail-batch"]);
    expect(tenant?.clusterResourceWhitelist).toEqual([]);
  });

  test("folders that nothing depends on share the last wave, for whose health Argo CD does not wait", () => {
    const apps = ["retail", "wholesale"].map((name) => ({
      name: `80-apps-${name}`,
      path: `sites/${name}`,
      dependsOn: ["30-cilium"],
      order: 80,
      suspended: false,
      orphaned: false,
    }));
    const [layer] = target.folders;
    const folders = layer ? [layer, ...apps] : apps;
    const waves = applications(argocd.reconcile({ ...target, folders })).flatMap(([{ name, annotations }]) => {
      const wave = annotations?.["argocd.argoproj.io/sync-wave"];
      return wave ? [[name, wave]] : [];
    });
    expect(waves).toEqual([
      ["30-cilium", "30"],
      ["80-apps-retail", "1000"],
      ["80-apps-wholesale", "1000"],
    ]);
  });

  test("an orphaned folder prunes nothing, and its Application can go without its objects; the others do both", () => {
    const folders = target.folders.map((each) => ({ ...each, orphaned: each.name === "50-tenants" }));
    const all = applications(argocd.reconcile({ ...target, folders }));
    const leaving = all.map(([{ name, finalizers = [] }, { syncPolicy }]) => [
      name,
      syncPolicy.automated["prune"],
      finalizers.length > 0,
    ]);
    expect(leaving).toEqual([
      ["flotilla", true, false],
      ["argocd", true, false],
      ["30-cilium", true, true],
      ["50-tenants", false, false],
      ["80-apps-retail", true, true],
    ]);
  });

  test("a paused root could not read the commit that resumes it", () => {
    const paused = applications(argocd.reconcile(heldTarget)).filter(
      ([, { syncPolicy }]) => !syncPolicy.automated.enabled,
    );
    expect(paused.map(([{ name }]) => name)).toEqual(["argocd", "30-cilium", "50-tenants", "80-apps-retail"]);
  });

  // A lab with the real controller synced each Application twice: the root had seen `allowEmpty: false` vanish.
  test("no Application says `false` where Argo CD drops it on its next write, which would be drift", () => {
    const all = applications([...argocd.reconcile(heldTarget), ...argocd.chart(ociChart)]);
    const said = all.flatMap(([, { syncPolicy }]) => Object.entries(syncPolicy.automated));
    expect(new Set(said.flatMap(([field, value]) => (value ? [] : [field])))).toEqual(new Set(["enabled"]));
  });

  test("only folders that are not held take their objects with them", () => {
    const cascading = (list: readonly KubernetesObject[]) =>
      applications(list).flatMap(([metadata]) => ("finalizers" in metadata ? [metadata.name] : []));
    expect(cascading(objects)).toEqual(["30-cilium", "50-tenants", "80-apps-retail"]);
    expect(cascading(argocd.reconcile(heldTarget))).toEqual([]);
  });
});

test("what controllers write into objects of a folder, and a chart by chance, is left as the cluster has it", () => {
  const ignored = [{ group: "metal3.io", kind: "BareMetalHost", pointers: ["/spec/online"] }];
  const [folder, ...others] = siteTarget.folders;
  const target = { ...siteTarget, folders: [{ ...folder, ignored }, ...others] } as DeliveryScope;
  const expected = {
    ignoreDifferences: [{ group: "metal3.io", kind: "BareMetalHost", jsonPointers: ["/spec/online"] }],
    syncPolicy: { syncOptions: expect.arrayContaining(["RespectIgnoreDifferences=true"]) },
  };
  const specs = argocd
    .reconcile(target)
    .filter(({ metadata, kind }) => kind === "Application" && metadata.name === "30-cilium")
    .map((each) => each["spec"]);
  expect(specs).toMatchObject([expected]);
  expect(argocd.chart({ ...ociChart, ignored })[0]?.["spec"]).toMatchObject(expected);
  expect(argocd.chart(ociChart)[0]?.["spec"]).not.toHaveProperty("ignoreDifferences");
});
