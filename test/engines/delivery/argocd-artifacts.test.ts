import { expect, test } from "vitest";
import { argocd } from "../../../engines/delivery/argocd/argocd.ts";
import type { DeliveryScope, ReconciledFolder } from "../../../engines/engine.ts";
import { fieldAt } from "../../../model/kinds/facts.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { siteTarget } from "./targets.ts";

const URL = "oci://registry.example:5000/fleet/north";
const GIT = "https://git.example/fleet/north.git";
const DIGEST = `sha256:${"ab".repeat(32)}`;
const RETAIL = { name: "retail", namespace: "retail" };

const folder = (path: string, name: string): ReconciledFolder => ({
  name,
  path,
  dependsOn: [],
  order: 50,
  suspended: false,
  orphaned: false,
});

const byGit: DeliveryScope = {
  cluster: "hub-north",
  repository: GIT,
  home: "hub",
  root: "hub/delivery",
  tenants: [{ name: "retail", namespaces: ["retail"] }],
  registry: "registry.example",
  suspended: false,
  folders: [
    folder("hub/platform/20-facts", "20-facts"),
    folder("hub/platform/50-logs", "50-logs"),
    folder("hub/sites/city/a", "site-a"),
    { ...folder("hub/sites/city/b", "site-b"), suspended: true },
    { ...folder("hub/sites/city/apps.retail", "apps.retail.city"), tenant: RETAIL },
  ],
};
const hub: DeliveryScope = { ...byGit, artifacts: { url: URL } };

const site: DeliveryScope = {
  ...siteTarget,
  repository: GIT,
  artifacts: { url: URL },
};

const ofKind = (objects: readonly KubernetesObject[], kind: string) =>
  new Map(objects.filter((each) => each.kind === kind).map((each) => [each.metadata.name, each]));
const sourceOf = (object: KubernetesObject | undefined) => fieldAt(object, "spec", "source");
const sourcesIn = (objects: readonly KubernetesObject[]) =>
  [...ofKind(objects, "AppProject")].map(([name, each]) => [name, fieldAt(each, "spec", "sourceRepos")]);

test("An Application reads the artifact that its folder lies in, under the folder's own path", () => {
  const own = (scope: DeliveryScope) =>
    [...ofKind(argocd.reconcile(scope), "Application")].map(([name, each]) => [
      name,
      fieldAt(each, "spec", "source", "repoURL"),
      fieldAt(each, "spec", "source", "path"),
    ]);
  expect(own(hub)).toEqual([
    ["flotilla", `${URL}/hub/delivery`, "hub/delivery"],
    ["argocd", "registry.example/charts", undefined],
    ["20-facts", `${URL}/hub/platform`, "hub/platform/20-facts"],
    ["50-logs", `${URL}/hub/platform`, "hub/platform/50-logs"],
    ["site-a", `${URL}/hub/sites/city/a`, "hub/sites/city/a"],
    ["site-b", `${URL}/hub/sites/city/b`, "hub/sites/city/b"],
    ["apps.retail.city", `${URL}/hub/sites/city/apps.retail`, "hub/sites/city/apps.retail"],
  ]);
  const ofSite = own(site).filter(([name]) => name !== "argocd");
  expect(new Set(ofSite.map(([, url]) => url))).toEqual(new Set([`${URL}/sites/shenzhen/sz-nanshan-01`]));
});

test("A project admits the artifacts of its Applications and, for the way back, the repository", () => {
  expect(sourcesIn(argocd.reconcile(hub))).toEqual([
    ["flotilla-platform", [GIT, `${URL}/hub/**`, "registry.example/charts"]],
    ["flotilla-tenant-retail", [GIT, `${URL}/hub/sites/city/apps.retail`]],
  ]);
  expect(sourcesIn(argocd.reconcile(site))).toEqual([
    ["flotilla-platform", [GIT, `${URL}/sites/shenzhen/sz-nanshan-01`, "registry.panji.example/charts"]],
    ["flotilla-tenant-retail", [GIT, `${URL}/sites/shenzhen/sz-nanshan-01`]],
  ]);
});

test("The first objects are also in the root folder, word for word", () => {
  for (const scope of [hub, site]) {
    for (const first of argocd.bootstrap(scope)) expect(argocd.reconcile(scope)).toContainEqual(first);
  }
});

test("The registry of artifacts is one of the hosts whose authorities Argo CD knows", () => {
  const reach = { authorities: "-----BEGIN CERTIFICATE-----\n" };
  const trusted = ofKind(
    argocd.bootstrap({ ...hub, artifacts: { url: "oci://parcels.example/fleet" }, reach }),
    "ConfigMap",
  );
  expect(Object.keys(fieldAt(trusted.get("argocd-tls-certs-cm"), "data") as object)).toEqual([
    "git.example",
    "parcels.example",
    "registry.example",
  ]);
});

test("A digest goes to every Application of the artifact; the root and charts have none", () => {
  const objects = argocd.reconcile(hub);
  const pinned = argocd.artifacts.pinned(
    objects,
    new Map([
      [`${URL}/hub/platform`, DIGEST],
      [`${URL}/hub/delivery`, DIGEST],
    ]),
  );
  const changed = pinned.filter((each, index) => each !== objects[index]);
  expect(changed.map(({ metadata }) => metadata.name)).toEqual(["20-facts", "50-logs"]);
  expect(sourceOf(changed[0])).toEqual({
    repoURL: `${URL}/hub/platform`,
    targetRevision: DIGEST,
    path: "hub/platform/20-facts",
  });
});

test("Held is what nobody reads but Applications that are paused", () => {
  expect(argocd.artifacts.heldIn(argocd.reconcile(hub))).toEqual(new Set([`${URL}/hub/sites/city/b`]));
  const [first, ...others] = hub.folders;
  const oneOfTwo = { ...hub, folders: [{ ...(first as ReconciledFolder), suspended: true }, ...others] };
  expect(argocd.artifacts.heldIn(argocd.reconcile(oneOfTwo))).toEqual(new Set([`${URL}/hub/sites/city/b`]));
});

test("A root that leads back to Git admits all that was admitted until then, so that nothing stops half-way", () => {
  const { artifacts: _, ...siteByGit } = site;
  for (const [before, after] of [
    [hub, byGit],
    [site, siteByGit],
  ] as const) {
    const released = argocd.artifacts.released(argocd.reconcile(after), URL);
    expect(sourcesIn(released)).toEqual(sourcesIn(argocd.reconcile(before)));
    const others = (objects: readonly KubernetesObject[]) => objects.filter(({ kind }) => kind !== "AppProject");
    expect(others(released)).toEqual(others(argocd.reconcile(after)));
  }
});

test("Out of Git nothing is said of artifacts", () => {
  expect(JSON.stringify(argocd.reconcile(byGit))).not.toContain("oci://");
});
