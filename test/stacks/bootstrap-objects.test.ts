import { expect, test } from "vitest";
import { bootstrapObjects } from "../../stacks/bootstrap-objects.ts";
import { compileStack } from "../../stacks/compile-stack.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { workspace } from "../git/fixture.ts";

async function kindsOf(stack: string, fleet: string): Promise<readonly string[]> {
  const result = await compileStack({ stack, fleet, to: workspace(), today: "2026-11-21" });
  if (!result.stack) throw new Error(JSON.stringify(result.report.findings));
  const objects = bootstrapObjects(result.stack.fleet, stack, result.stack.content.files);
  for (const { metadata } of objects) expect(metadata.labels).toMatchObject({ "flotilla.dev/fleet": "panji" });
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

const flux = [
  "Namespace flux-system",
  "ServiceAccount flotilla-platform",
  "ClusterRoleBinding flotilla-platform",
  "GitRepository flotilla",
  "Kustomization flotilla",
];

test.each(["guangdong", "centre"])("%s starts with what its own repository holds for Flux", async (stack) => {
  expect(await kindsOf(stack, fleetOnDisk())).toEqual(flux);
});

test("a region on Argo CD starts with its project and root Application", async () => {
  const region = String(smallFleet()["sites/guangdong/region.yaml"]).replace("delivery: flux", "delivery: argocd");
  expect(await kindsOf("guangdong", fleetOnDisk({ "sites/guangdong/region.yaml": region }))).toEqual([
    "Namespace argocd",
    "AppProject flotilla-platform",
    "Application flotilla",
  ]);
});
