import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Plan } from "../../compiler/plan/plan.ts";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { commitFirst, workspace } from "../git/fixture.ts";

type Files = Readonly<Record<string, string | null>>;

const small = smallFleet() as Record<string, string>;
const fleetFile = "sites/fleet.yaml";
const appFile = "apps/retail/checkout.yaml";
const fleetText = small[fleetFile] as string;

/** What `diff` and `plan` say of a step, the one of the base's files and the other of what they were published as, too. */
async function step(from: Files, to: Files) {
  const root = fleetOnDisk(from);
  const base = workspace();
  commitFirst(root);
  expect(await runCommandHere(["publish", "--fleet", root, "--to", base])).toMatchObject({ code: 0 });
  for (const [path, text] of Object.entries(to)) {
    if (text === null) rmSync(join(root, path), { recursive: true });
    else writeFileSync(join(root, path), text);
  }
  const told = async (...args: readonly string[]) => {
    const { stdout, code } = await runCommandHere([...args, "--fleet", root, "--format", "json"]);
    const { removals, findings } = JSON.parse(stdout) as Pick<Plan, "removals" | "findings">;
    return { code, removals, findings: findings.map(({ code: rule, message }) => `${rule}: ${message}`).sort() };
  };
  const faces = ["text", "markdown"].map((format) =>
    runCommandHere(["plan", "--fleet", root, "--base", "main", "--format", format]),
  );
  return {
    diff: await told("diff", "--base", "main"),
    plan: await told("plan", "--base", "main"),
    against: await told("plan", "--against", base),
    faces: (await Promise.all(faces)).map(({ stdout }) => stdout.replaceAll("\\", "")),
  };
}

const app = (more: string) => `name: checkout
tenant: retail
image: registry.panji.example/retail/checkout:2.4.1@sha256:${"a1".repeat(32)}
resources: { cpu: 250m, memory: 256Mi }
select: { labels: { customer: metro } }
${more}`;
const volume = (more = "") => app(`volumes: [{ name: data, path: /data, size: 5Gi${more} }]\n`);
const tenants = (retail: string, payment: string, more = "") =>
  fleetText.replace(
    /^tenants:.*$/m,
    `tenants:\n  - { name: retail, namespaces: [${retail}], owners: [retail-team] }\n  - { name: payment, namespaces: [${payment}], owners: [payment-team]${more} }`,
  );
const hunan = (small["sites/guangdong/region.yaml"] as string)
  .replace("name: guangdong", "name: hunan\nstate: retired")
  .replace('code: "44"', 'code: "43"')
  .replace("hub.gd", "hub.hn")
  .replace("10.44.0.0/16, asn: 64544", "10.43.0.0/16, asn: 64543");

const cases: readonly (readonly [what: string, from: Files, to: Files, code: number, sentence: string])[] = [
  [
    "a volume that nothing prunes and that is not retired",
    { [appFile]: volume() },
    { [appFile]: app("") },
    5,
    "left behind in the cluster, to be removed by hand: volume retail/checkout-data",
  ],
  [
    "a retired volume",
    { [appFile]: volume(", state: retired") },
    { [appFile]: app("") },
    0,
    "deleted from Git and pruned, with all data in it: volume retail/checkout-data",
  ],
  [
    "a region that goes",
    { [fleetFile]: fleetText.replace("regions: 1", "regions: 2"), "sites/hunan/region.yaml": hunan },
    { [fleetFile]: fleetText, "sites/hunan": null },
    0,
    "no longer listed by the centre: region hunan; its repository hunan.git is left as it is",
  ],
  [
    "a namespace that another tenant gets unasked",
    { [fleetFile]: tenants("retail, till", "payment"), [appFile]: volume() },
    { [fleetFile]: tenants("till", "payment, retail") },
    5,
    "FLT-GUARD-025",
  ],
  [
    "a namespace that is declared to go",
    { [fleetFile]: tenants("retail, till", "payment") },
    { [fleetFile]: tenants("retail", "payment, till", ", takesOver: [{ namespace: till, from: retail }]") },
    0,
    "handed over: namespace till from tenant retail to payment; payment-team may read and change it",
  ],
];

test.each(cases)(
  "A plan says of %s what diff says, of files and of what is published",
  async (_, from, to, code, sentence) => {
    const { diff, plan, against, faces } = await step(from, to);
    expect(diff.code).toBe(code);
    expect(plan).toEqual(diff);
    expect(against).toEqual(diff);
    for (const face of faces) expect(face).toContain(sentence);
  },
  120_000,
);
