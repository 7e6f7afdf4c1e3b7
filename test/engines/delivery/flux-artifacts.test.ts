import { expect, test } from "vitest";
import { flux } from "../../../engines/delivery/flux/flux.ts";
import type { DeliveryScope, ReconciledFolder } from "../../../engines/engine.ts";
import { fieldAt } from "../../../model/kinds/facts.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";

const URL = "oci://registry.example/fleet/north";
const PEM = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n";

const folder = (path: string, name: string, dependsOn: readonly string[] = []): ReconciledFolder => ({
  name,
  path,
  dependsOn,
  order: 50,
  suspended: false,
  orphaned: false,
});

const hub: DeliveryScope = {
  cluster: "hub-north",
  repository: "https://git.example/fleet/north.git",
  home: "hub",
  root: "hub/delivery",
  tenants: [],
  registry: "registry.example",
  artifacts: { url: URL, secret: "fleet-artifacts", keys: [PEM] },
  suspended: false,
  folders: [
    folder("hub/platform/20-facts", "20-facts"),
    folder("hub/platform/50-logs", "50-logs", ["20-facts"]),
    folder("hub/sites/city/a", "site-a", ["50-logs"]),
    { ...folder("hub/sites/city/b", "site-b", ["50-logs"]), suspended: true },
  ],
};

const site: DeliveryScope = {
  ...hub,
  cluster: "a",
  home: "sites/city/a",
  root: "sites/city/a/00-delivery",
  folders: [folder("sites/city/a/30-cilium", "30-cilium"), folder("sites/city/a/50-logs", "50-logs", ["30-cilium"])],
};

const ofKind = (objects: readonly KubernetesObject[], kind: string) =>
  new Map(objects.filter((each) => each.kind === kind).map((each) => [each.metadata.name, each]));
const sourcesOf = (scope: DeliveryScope) => {
  const all = ofKind(flux.reconcile(scope), "OCIRepository");
  all.delete("flux");
  return all;
};

test("A hub has a source for its root, one for its platform and one for each site; a site has one for all", () => {
  const urls = (scope: DeliveryScope) =>
    [...sourcesOf(scope)].map(([name, each]) => [name, fieldAt(each, "spec", "url")]);
  expect(urls(hub)).toEqual([
    ["flotilla", `${URL}/hub/delivery`],
    ["flotilla-platform", `${URL}/hub/platform`],
    ["site-a", `${URL}/hub/sites/city/a`],
    ["site-b", `${URL}/hub/sites/city/b`],
  ]);
  expect(urls(site)).toEqual([["flotilla", `${URL}/sites/city/a`]]);
});

test("Every source asks for a signature of the fleet's keys and has the registry's credentials", () => {
  for (const source of [...sourcesOf(hub).values(), ...sourcesOf(site).values()]) {
    expect(source["spec"]).toMatchObject({
      secretRef: { name: "fleet-artifacts" },
      verify: { provider: "cosign", secretRef: { name: "flotilla-keys" } },
    });
  }
  const { artifacts: _, ...byGit } = hub;
  const secret = ofKind(flux.bootstrap(hub), "Secret").get("flotilla-keys");
  expect(Object.values(fieldAt(secret, "data") as object)).toEqual([Buffer.from(PEM).toString("base64")]);
  expect(ofKind(flux.bootstrap(byGit), "Secret").size).toBe(0);
});

test("A dependency within one artifact is Flux's own, and one across waits for the digest that the root pins", () => {
  const kustomizations = ofKind(flux.reconcile(hub), "Kustomization");
  expect(fieldAt(kustomizations.get("50-logs"), "spec", "dependsOn")).toEqual([{ name: "20-facts" }]);
  expect(fieldAt(kustomizations.get("site-a"), "spec", "dependsOn")).toEqual([
    { name: "50-logs", readyExpr: expect.stringContaining("dep.metadata.annotations['flotilla.dev/digest']") },
  ]);
  // The root alone says which content counts, so that nothing can be ahead of it.
  expect(fieldAt(kustomizations.get("20-facts"), "spec", "dependsOn")).toBeUndefined();
  const ofSite = ofKind(flux.reconcile(site), "Kustomization");
  expect(fieldAt(ofSite.get("30-cilium"), "spec", "dependsOn")).toEqual([{ name: "flotilla" }]);
});

test("A digest goes to the source and, as an annotation, to all that reads it; the root and charts have none", () => {
  const objects = flux.reconcile(hub);
  const digest = `sha256:${"ab".repeat(32)}`;
  const pinned =
    flux.artifacts?.pinned(
      objects,
      new Map([
        [`${URL}/hub/platform`, digest],
        [`${URL}/hub/delivery`, digest],
      ]),
    ) ?? [];
  const changed = pinned.filter((each, index) => each !== objects[index]);
  expect(changed.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    "OCIRepository flotilla-platform",
    "Kustomization 20-facts",
    "Kustomization 50-logs",
  ]);
  expect(fieldAt(changed[0], "spec", "ref")).toEqual({ digest });
  expect(changed.slice(1).map(({ metadata }) => metadata.annotations)).toEqual([
    { "flotilla.dev/digest": digest },
    { "flotilla.dev/digest": digest },
  ]);
});

test("Held is what nobody reads but reconcilers that are suspended", () => {
  expect(flux.artifacts?.heldIn(flux.reconcile(hub))).toEqual(new Set([`${URL}/hub/sites/city/b`]));
});

test("The repository stays known as a suspended source that nobody prunes", () => {
  const source = ofKind(flux.reconcile(hub), "GitRepository").get("flotilla");
  expect(fieldAt(source, "spec", "suspend")).toBe(true);
  expect(source?.metadata.annotations).toMatchObject({ "kustomize.toolkit.fluxcd.io/prune": "disabled" });
  const { artifacts: _, ...byGit } = hub;
  expect(fieldAt(ofKind(flux.reconcile(byGit), "GitRepository").get("flotilla"), "spec", "suspend")).toBeUndefined();
});

test("Sources know the registry by the fleet's authorities where it has any", () => {
  for (const source of sourcesOf({ ...hub, reach: { authorities: "-----BEGIN CERTIFICATE-----\n" } }).values()) {
    expect(source["spec"]).toMatchObject({ certSecretRef: { name: "flotilla-authorities" } });
  }
  expect(fieldAt(sourcesOf(hub).get("flotilla"), "spec", "certSecretRef")).toBeUndefined();
});
