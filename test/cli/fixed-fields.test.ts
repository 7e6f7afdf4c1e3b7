import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileStack } from "../../stacks/compile-stack.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { commitFirst, git, workspace } from "../git/fixture.ts";
import { flotilla } from "./run.ts";

const files = smallFleet() as Readonly<Record<string, string>>;
const zoneFile = "sites/guangdong/shenzhen.yaml";
const regionFile = "sites/guangdong/region.yaml";

function rewrite(fleet: string, path: string, ...[from, to]: readonly [string, string]): void {
  const text = files[path] ?? "";
  expect(text).toContain(from);
  writeFileSync(join(fleet, path), text.replace(from, to));
}

const morePods = (fleet: string) => rewrite(fleet, zoneFile, "pods: 10.244.0.0/16", "pods: 10.245.0.0/16");
const largerClaim = (fleet: string) => {
  const text = files[regionFile] ?? "";
  const without = text.replace(/^parameters:.*\n/m, "");
  writeFileSync(join(fleet, regionFile), `${without}parameters: { metricsStorage: 300Gi }\n`);
};

function published() {
  const [fleet, base] = [fleetOnDisk(), workspace()];
  const publish = () => flotilla(["publish", "--fleet", fleet, "--region", "guangdong", "--to", base]);
  expect(publish()).toMatchObject({ code: 0 });
  const tip = () => git(join(base, "guangdong.git"), "rev-parse", "main");
  return { fleet, base, publish, tip };
}

describe("A field that cannot change in place", () => {
  test("of a site is refused against what is published, with the way round, and nothing is written", () => {
    const { fleet, publish, tip } = published();
    const before = tip();
    morePods(fleet);
    const { code, stderr } = publish();
    expect(code).toBe(5);
    expect(stderr).toContain(
      "FLT-GUARD-011: network.pods of site sz-nanshan-01 changes from 10.244.0.0/16 to 10.245.0.0/16, which a living cluster refuses",
    );
    expect(stderr).toContain("next: make a new site with the other range");
    expect(tip()).toBe(before);
  });

  test("of an object is found in the published text, since the inventory has only its hash", () => {
    const { fleet, publish, tip } = published();
    const before = tip();
    largerClaim(fleet);
    const { code, stderr } = publish();
    expect(code).toBe(5);
    expect(stderr).toContain(
      "FLT-GUARD-012: statefulset observability/prometheus changes spec.volumeClaimTemplates, which its cluster refuses",
    );
    expect(tip()).toBe(before);
  });

  test("is refused by pulumi preview and up as well", async () => {
    const { fleet, base } = published();
    const check = async () => {
      const { report, stack } = await compileStack({ stack: "guangdong", fleet, to: base, today: "2026-11-21" });
      expect(stack).toBeUndefined();
      return report.findings;
    };
    morePods(fleet);
    expect(await check()).toMatchObject([{ code: "FLT-GUARD-011" }]);
    writeFileSync(join(fleet, zoneFile), files[zoneFile] ?? "");
    largerClaim(fleet);
    expect(await check()).toMatchObject([{ code: "FLT-GUARD-012" }]);
  });

  test("is a finding of diff, and the effect of its object is a refusal, not a restart", () => {
    const fleet = fleetOnDisk();
    commitFirst(fleet);
    largerClaim(fleet);
    const { code, stdout } = flotilla(["diff", "--fleet", fleet, "--base", "main", "--format", "json"]);
    expect(code).toBe(5);
    const { classes, findings } = JSON.parse(stdout) as {
      readonly classes: readonly { readonly title: string; readonly effect: string }[];
      readonly findings: readonly { readonly code: string }[];
    };
    expect(findings.map((each) => each.code)).toEqual(["FLT-GUARD-012"]);
    expect(classes.find(({ title }) => title.startsWith("StatefulSet prometheus: "))?.effect).toBe("refused");
  });

  test("goes through with an exemption", () => {
    const { fleet, publish } = published();
    morePods(fleet);
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const construct = "panji/guangdong/shenzhen/sz-nanshan-01";
    const text = `exemptions:
  - { rule: FLT-GUARD-011, construct: ${construct}, reason: the site was installed again by hand, owner: platform, ticket: OPS-1, granted: ${day(0)}, expires: ${day(5)} }
`;
    writeFileSync(join(fleet, "sites/exemptions.yaml"), text);
    expect(publish()).toMatchObject({ code: 0 });
  });
});

test("A repository of a version that recorded no fields is taken, and records them from then on", () => {
  const { fleet, base, publish } = published();
  const repository = join(base, "guangdong.git");
  const inventory = () =>
    JSON.parse(git(repository, "show", "main:.flotilla/inventory.json")) as { readonly sites: object };
  expect(JSON.stringify(inventory().sites)).toContain('"network.pods":"10.244.0.0/16"');
  const clone = workspace();
  git(clone, "clone", "-q", repository, "clone");
  const path = join(clone, "clone/.flotilla/inventory.json");
  const old = git(repository, "show", "main:.flotilla/inventory.json").replace(/,"fields":\{[^}]*\}/g, "");
  writeFileSync(path, `${old.trimEnd()}\n`);
  git(join(clone, "clone"), "commit", "-qam", "As an older version wrote it");
  git(join(clone, "clone"), "push", "-q", "origin", "HEAD:main");
  expect(JSON.stringify(inventory().sites)).not.toContain("fields");
  morePods(fleet);
  expect(publish()).toMatchObject({ code: 0 });
  expect(JSON.stringify(inventory().sites)).toContain('"network.pods":"10.245.0.0/16"');
});
