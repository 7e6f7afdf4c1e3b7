import { expect, test } from "vitest";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { edited, type Files, onDisk, reviewFleet } from "./review-fleet.ts";
import { reviewSettings } from "./review-plan.ts";

const privileged = `apiVersion: v1
kind: Pod
metadata: { name: probe, namespace: probes }
spec:
  containers:
    - name: probe
      image: registry.panji.example/probe:1.2.3@sha256:${"b2".repeat(32)}
      securityContext: { privileged: true }
`;

/** A site of Hunan has an object that needs an exemption. */
const fleet: Files = {
  ...edited(reviewFleet, {
    "sites/hunan/changsha.yaml": (text) =>
      text.replace("  - name: cs-mall-01\n", "  - name: cs-mall-01\n    manifests: manifests/probe\n"),
  }),
  "sites/manifests/probe/pod.yaml": privileged,
  "sites/exemptions.yaml":
    "exemptions:\n  - { rule: FLT-SEC-010, construct: panji/hunan/changsha/cs-mall-01, reason: the probe reads the card, owner: net, ticket: N-1, granted: 2026-11-01, expires: 2027-03-01 }\n",
};

/** What a plan finds after an edit in Guangdong, when it knows that Hunan has none. */
async function findings(edit: (text: string) => string, affected?: ReadonlySet<string>) {
  const head = edited(fleet, { "sites/guangdong/foshan.yaml": edit });
  const { report } = await makePlan({
    settings: reviewSettings(onDisk(head)),
    base: { kind: "files", root: onDisk(fleet), code: undefined },
    names: { base: { name: "main", commit: "0123456789ab" }, head: { name: "files" } },
    affected,
  });
  return report.findings.map(({ code, at }) => `${code} ${at?.file}`);
}

const storage = (text: string) => text.replace("storage: 200Gi", "storage: 300Gi");
const affected = new Set(["guangdong", "centre"]);

test("An exemption that a region without a change needs is not called unused", async () => {
  expect(await findings(storage, affected)).toEqual(await findings(storage));
});

test("An exemption that ends soon is a row of the plan where its region changes, since elsewhere nobody looked", async () => {
  const ending = (text: string) => text.replace("2027-03-01", "2026-12-05");
  const from = edited(fleet, { "sites/exemptions.yaml": ending });
  const states = async (region: string, path: string) => {
    const { plan } = await makePlan({
      settings: reviewSettings(onDisk(edited(from, { [path]: storage }))),
      base: { kind: "files", root: onDisk(from), code: undefined },
      names: { base: { name: "main", commit: "0123456789ab" }, head: { name: "files" } },
      affected: new Set([region, "centre"]),
    });
    return plan?.exemptions.map(({ state, findings: count }) => `${state} ${count}`);
  };
  expect(await states("guangdong", "sites/guangdong/foshan.yaml")).toEqual([]);
  expect(await states("hunan", "sites/hunan/changsha.yaml")).toEqual(["ending 1"]);
});

test("A plan finds at the region that changes what it finds with all of them", async () => {
  const spread = (text: string) => text.replace("nodes: 10.44.15.0/26", "nodes: 10.44.14.0/26");
  const all = await findings(spread);
  expect(all.length).toBeGreaterThan(0);
  expect(await findings(spread, affected)).toEqual(all);
});
