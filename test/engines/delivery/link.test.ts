import { expect, test } from "vitest";
import { argocd } from "../../../engines/delivery/argocd/argocd.ts";
import { flux } from "../../../engines/delivery/flux/flux.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { siteTarget } from "./targets.ts";

const links = ["fibre", "lte", "satellite"] as const;

/** Go's notation in seconds. */
function seconds(duration: unknown): number {
  const [, minutes = "0", rest = "0"] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(String(duration)) ?? [];
  return Number(minutes) * 60 + Number(rest);
}

const fluxSpecs = (link: (typeof links)[number], kind: string) =>
  flux
    .reconcile({ ...siteTarget, reach: { link } })
    .filter((each: KubernetesObject) => each.kind === kind && each.metadata.name !== "cilium")
    .map((each) => each["spec"] as Record<string, unknown>);

test("Flux looks less often and fetches longer over a thinner link", () => {
  const source = (link: (typeof links)[number]) => fluxSpecs(link, "GitRepository")[0] ?? {};
  for (const [link, minutes] of [
    ["fibre", 5],
    ["lte", 15],
    ["satellite", 60],
  ] as const) {
    expect(source(link)["timeout"]).toBe(`${minutes}m`);
    expect(seconds(source(link)["interval"])).toBeGreaterThanOrEqual(minutes * 60);
    expect(seconds(source(link)["interval"])).toBeLessThan(minutes * 120);
  }
});

test("Flux waits longer for folders whose images come over a thinner link", () => {
  const waits = links.map((link) => new Set(fluxSpecs(link, "Kustomization").map(({ timeout }) => timeout)));
  expect(waits).toEqual([new Set(["10m"]), new Set(["30m"]), new Set(["120m"])]);
});

interface ArgoValues {
  readonly configs: { readonly cm: Record<string, unknown>; readonly params: Record<string, unknown> };
  readonly repoServer: { readonly env?: unknown };
}

test("Argo CD looks less often over a thinner link, and no longer gives up a fetch after a minute and a half", () => {
  const values = (link: (typeof links)[number]) =>
    argocd.agent("registry.panji.example", { link }).values as unknown as ArgoValues;
  expect(links.map((link) => values(link).configs.cm["timeout.reconciliation"])).toEqual(["300s", "900s", "3600s"]);
  expect(links.map((link) => values(link).repoServer.env)).toEqual([
    undefined,
    [{ name: "ARGOCD_EXEC_TIMEOUT", value: "15m" }],
    [{ name: "ARGOCD_EXEC_TIMEOUT", value: "60m" }],
  ]);
  expect(links.map((link) => values(link).configs.params["controller.repo.server.timeout.seconds"])).toEqual([
    undefined,
    900,
    3600,
  ]);
});

test("a cluster that says nothing of its link hangs on fibre", () => {
  expect(flux.reconcile({ ...siteTarget, reach: { link: "fibre" } })).toEqual(flux.reconcile(siteTarget));
  expect(argocd.agent("registry.panji.example", { link: "fibre" })).toEqual(argocd.agent("registry.panji.example"));
});
