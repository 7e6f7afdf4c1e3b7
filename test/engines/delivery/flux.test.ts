import { describe, expect, test } from "vitest";
import { flux } from "../../../engines/delivery/flux/flux.ts";
import type { DeliveryScope } from "../../../engines/engine.ts";
import { identity, type KubernetesObject } from "../../../model/manifest.ts";
import { expectTree } from "../golden-tree.ts";
import { gitChart, heldTarget, ociChart, siteTarget } from "./targets.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/flux/${name}`;
const objects = flux.reconcile(siteTarget);
const ofKind = (list: readonly KubernetesObject[], kind: string) => list.filter((each) => each.kind === kind);
const spec = (object: KubernetesObject | undefined) => object?.["spec"] as Record<string, unknown>;

describe("golden trees", () => {
  test("a site's root folder holds source, accounts, agent and one Kustomization a folder", () => {
    expectTree(objects, golden("root"));
  });

  test("a held site's folders and agent are suspended", () => {
    expectTree(flux.reconcile(heldTarget), golden("held"));
  });

  test("a new cluster gets namespace, account, source and root Kustomization", () => {
    expectTree(flux.bootstrap(siteTarget), golden("bootstrap"));
  });

  test("a chart of a registry becomes OCIRepository and HelmRelease", () => {
    expectTree(flux.chart(ociChart), golden("chart-oci"));
  });

  test("a chart of a Git folder becomes GitRepository and HelmRelease", () => {
    expectTree(flux.chart(gitChart), golden("chart-git"));
  });

  test("a tenant's account is bound in the tenant's namespace alone", () => {
    expectTree(flux.tenantAccess("retail", "retail-batch"), golden("tenant-access"));
  });

  test("the agent is installed with what the root folder upgrades it to", () => {
    expectTree(flux.chart(flux.agent(siteTarget.registry)), golden("agent"));
  });
});

describe("what every root folder keeps", () => {
  const kustomizations = ofKind(objects, "Kustomization");

  test("the first objects are also in the root folder, word for word", () => {
    for (const first of flux.bootstrap(siteTarget)) expect(objects).toContainEqual(first);
  });

  test("every Kustomization names a service account that the root folder holds", () => {
    const accounts = ofKind(objects, "ServiceAccount").map((each) => each.metadata.name);
    expect(kustomizations.map((each) => spec(each)["serviceAccountName"])).toHaveLength(4);
    for (const each of kustomizations) expect(accounts).toContain(spec(each)["serviceAccountName"]);
  });

  test("every dependency is a Kustomization of the root folder", () => {
    const names = kustomizations.map((each) => each.metadata.name);
    const wanted = kustomizations.flatMap((each) => (spec(each)["dependsOn"] ?? []) as { name: string }[]);
    expect(wanted).toHaveLength(3);
    for (const { name } of wanted) expect(names).toContain(name);
  });

  test("no folder is applied before the root folder of the same commit", () => {
    const folders = kustomizations.filter((each) => each.metadata.name !== "flotilla");
    for (const each of folders) expect(spec(each)["dependsOn"]).not.toHaveLength(0);
    expect(spec(folders[0])["dependsOn"]).toEqual([{ name: "flotilla" }]);
  });

  test("health is waited for where another folder depends on it, and nowhere else", () => {
    const waiting = kustomizations.filter((each) => spec(each)["wait"]).map((each) => each.metadata.name);
    expect(waiting).toEqual(["30-cilium", "50-tenants"]);
  });

  test("no reference of a Flux object crosses a namespace", () => {
    const all = [...objects, ...flux.chart(ociChart), ...flux.chart(gitChart)];
    const own = all.filter((each) => each.apiVersion.includes("fluxcd.io"));
    for (const each of own) {
      expect(each.metadata.namespace).toBe("flux-system");
      const { values: _, ...rest } = spec(each);
      expect(JSON.stringify(rest)).not.toMatch(/"namespace":/);
    }
  });

  test("no object of the root folder lives in a namespace that the root folder does not make", () => {
    for (const each of objects) expect(each.metadata.namespace ?? "flux-system").toBe("flux-system");
  });

  test("an orphaned folder prunes nothing, and its Kustomization can go without its objects; the others do both", () => {
    const folders = siteTarget.folders.map((each) => ({ ...each, orphaned: each.name === "50-tenants" }));
    const all = ofKind(flux.reconcile({ ...siteTarget, folders }), "Kustomization");
    expect(all.map((each) => [each.metadata.name, spec(each)["prune"], spec(each)["deletionPolicy"]])).toEqual([
      ["flotilla", true, "Orphan"],
      ["30-cilium", true, "MirrorPrune"],
      ["50-tenants", false, "Orphan"],
      ["80-apps-retail", true, "MirrorPrune"],
    ]);
  });

  test("while a cluster comes back from a back-up, no Kustomization deletes anything, the root included", () => {
    const all = ofKind(flux.reconcile({ ...siteTarget, restoring: true }), "Kustomization");
    expect(all).toHaveLength(4);
    for (const each of all)
      expect(spec(each)).toMatchObject({ prune: false, deletionPolicy: "Orphan", suspend: false });
  });

  test("a suspended root could not read the commit that resumes it", () => {
    const root = flux
      .reconcile(heldTarget)
      .find((each) => identity(each).endsWith("/Kustomization/flux-system/flotilla"));
    expect(spec(root)["suspend"]).toBe(false);
  });

  test("only the tenant's namespace is open to a tenant's folder", () => {
    const apps = kustomizations.find((each) => each.metadata.name === "80-apps-retail");
    expect(spec(apps)).toMatchObject({ serviceAccountName: "flotilla-tenant-retail", targetNamespace: "retail" });
    const bound = ofKind(objects, "ClusterRoleBinding").map((each) => each["subjects"]);
    expect(bound).toEqual([[{ kind: "ServiceAccount", name: "flotilla-platform", namespace: "flux-system" }]]);
  });

  test("a cluster checks out its own part of the repository and nothing else", () => {
    const [source] = ofKind(flux.reconcile(siteTarget), "GitRepository");
    expect(spec(source)["sparseCheckout"]).toEqual(["sites/shenzhen/sz-nanshan-01"]);
  });

  test("the repository's credentials are referred to only when there are any", () => {
    const [source] = ofKind(flux.reconcile({ ...siteTarget, credentials: "git" }), "GitRepository");
    expect(spec(source)["secretRef"]).toEqual({ name: "git" });
    expect(spec(ofKind(objects, "GitRepository")[0])).not.toHaveProperty("secretRef");
  });
});

test("what controllers write into objects of a folder is left as the cluster has it", () => {
  const ignored = [{ group: "metal3.io", kind: "BareMetalHost", pointers: ["/spec/online"] }];
  const [folder, ...others] = siteTarget.folders;
  const target = { ...siteTarget, folders: [{ ...folder, ignored }, ...others] } as DeliveryScope;
  const [kustomization] = flux.reconcile(target).filter(({ metadata }) => metadata.name === "30-cilium");
  expect(kustomization?.["spec"]).toMatchObject({
    ignore: [{ paths: ["/spec/online"], target: { group: "metal3.io", kind: "BareMetalHost" } }],
  });
});
