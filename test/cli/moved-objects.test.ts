import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileStack } from "../../stacks/compile-stack.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { git, workspace } from "../git/fixture.ts";
import { runCommandHere } from "./run.ts";

const files = smallFleet() as Readonly<Record<string, string>>;

interface Document {
  readonly classes: readonly { readonly role: string; readonly kind: string; readonly effect: string }[];
  readonly findings: readonly { readonly code: string; readonly message: string }[];
}

function write(fleet: string, path: string, text: string): void {
  writeFileSync(join(fleet, path), text);
}

/** The tenant under another name, with the namespaces and the apps that it had. */
function renameTenant(fleet: string): void {
  write(fleet, "sites/fleet.yaml", files["sites/fleet.yaml"]?.replace("name: retail", "name: shop") ?? "");
  const app = files["apps/retail/checkout.yaml"]?.replace("tenant: retail", "tenant: shop") ?? "";
  mkdirSync(join(fleet, "apps/shop"));
  rmSync(join(fleet, "apps/retail/checkout.yaml"));
  write(fleet, "apps/shop/checkout.yaml", app);
}

function restoreTenant(fleet: string): void {
  for (const path of ["sites/fleet.yaml", "apps/retail/checkout.yaml"]) write(fleet, path, files[path] ?? "");
  rmSync(join(fleet, "apps/shop"), { recursive: true });
}

function orphan(fleet: string): void {
  const path = "sites/guangdong/region.yaml";
  write(fleet, path, `${files[path]}orphan: [80-apps-retail]\n`);
}

const refusal =
  "configmap retail/checkout and 2 more move from 80-apps-retail to 80-apps-shop: they would be deleted and created again";

describe("A renamed tenant would lose what it runs, unless its old reconciler was orphaned first:", () => {
  test("publish refuses one step with 5, writes nothing and takes two", async () => {
    const [fleet, base] = [fleetOnDisk(), workspace()];
    const publish = () => runCommandHere(["publish", "--fleet", fleet, "--to", base]);
    const tip = () => git(join(base, "guangdong.git"), "rev-parse", "main");
    expect(await publish()).toMatchObject({ code: 0 });
    const published = tip();
    renameTenant(fleet);
    const refused = await publish();
    expect(refused).toMatchObject({ code: 5, stdout: expect.not.stringContaining("guangdong") });
    expect(refused.stderr).toContain(
      `FLT-GUARD-009: ${refusal}\n  at panji/guangdong/shenzhen/sz-nanshan-01\n  next: `,
    );
    expect(tip()).toBe(published);
    restoreTenant(fleet);
    orphan(fleet);
    expect(await publish()).toMatchObject({ code: 0 });
    renameTenant(fleet);
    const second = await publish();
    expect(second).toMatchObject({ code: 0 });
    expect(second.stderr).toContain("warning build/unknown-reconciler");
  });

  test("diff tells the refusal of the step from base to head, and that the second step deletes nothing", async () => {
    const fleet = fleetOnDisk();
    const commit = () => {
      git(fleet, "add", "-A");
      git(fleet, "commit", "-qm", "Base");
    };
    const diff = async () => {
      const { code, stdout: out } = await runCommandHere([
        "diff",
        "--fleet",
        fleet,
        "--base",
        "main",
        "--format",
        "json",
      ]);
      return { code, ...(JSON.parse(out) as Document) };
    };
    git(fleet, "init", "-q", "-b", "main");
    commit();
    renameTenant(fleet);
    const oneStep = await diff();
    expect(oneStep.code).toBe(5);
    expect(oneStep.findings).toMatchObject([{ code: "FLT-GUARD-009", message: refusal }]);
    restoreTenant(fleet);
    orphan(fleet);
    commit();
    renameTenant(fleet);
    const twoSteps = await diff();
    expect(twoSteps.code).toBe(0);
    const onSite = ({ kind, role }: Document["classes"][number]) => kind === "moved" && role.endsWith(" checkout");
    expect(oneStep.classes.filter(onSite).map(({ effect }) => effect)).toEqual(["stops pods", "removes", "removes"]);
    expect(twoSteps.classes.filter(onSite).map(({ effect }) => effect)).toEqual(["orphans", "orphans", "orphans"]);
    expect(twoSteps.findings).toMatchObject([{ code: "build/unknown-reconciler" }]);
  });

  test("pulumi preview and up refuse it as a finding of the rules", async () => {
    const [fleet, base] = [fleetOnDisk(), workspace()];
    expect(await runCommandHere(["publish", "--fleet", fleet, "--region", "guangdong", "--to", base])).toMatchObject({
      code: 0,
    });
    renameTenant(fleet);
    const { report, stack } = await compileStack({ stack: "guangdong", fleet, to: base, today: "2026-11-21" });
    expect(stack).toBeUndefined();
    expect(report.findings).toMatchObject([{ code: "FLT-GUARD-009", message: refusal }]);
  });
});

test("An equal move at many sites is one finding with all of them", async () => {
  const zone = files["sites/guangdong/shenzhen.yaml"] ?? "";
  const second = zone
    .slice(zone.indexOf("  - name:"))
    .replaceAll("sz-nanshan-01", "sz-nanshan-02")
    .replaceAll("10.44.12.", "10.44.13.")
    .replace("vlan: 112", "vlan: 113")
    .replace("3332", "3333")
    .replace("00:01", "00:02")
    .replace("10.44.255.11", "10.44.255.12");
  const [fleet, base] = [fleetOnDisk({ "sites/guangdong/shenzhen.yaml": zone + second }), workspace()];
  expect(await runCommandHere(["publish", "--fleet", fleet, "--region", "guangdong", "--to", base])).toMatchObject({
    code: 0,
  });
  renameTenant(fleet);
  const { report } = await compileStack({ stack: "guangdong", fleet, to: base, today: "2026-11-21" });
  const site = "panji/guangdong/shenzhen/sz-nanshan";
  expect(report.findings).toMatchObject([{ message: refusal, subjects: [`${site}-01`, `${site}-02`] }]);
});
