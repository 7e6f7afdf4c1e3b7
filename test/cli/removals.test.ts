import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { commitFirst, git, workspace } from "../git/fixture.ts";
import { runCommandHere } from "./run.ts";

type Files = Readonly<Record<string, string | null>>;

const small = smallFleet() as Record<string, string>;
const fleetFile = "sites/fleet.yaml";
const fleetText = small[fleetFile] as string;

/** What `publish`, its commit and `diff` say of the step from one version of a fleet to the next. */
async function step(from: Files, to: Files, repository = "guangdong") {
  const root = fleetOnDisk(from);
  const base = workspace();
  commitFirst(root);
  const publish = () => runCommandHere(["publish", "--fleet", root, "--to", base]);
  expect(await publish()).toMatchObject({ code: 0 });
  for (const [path, text] of Object.entries(to)) {
    if (text === null) rmSync(join(root, path), { recursive: true });
    else writeFileSync(join(root, path), text);
  }
  const review = (format: string) =>
    runCommandHere(["diff", "--fleet", root, "--base", "main", "--format", format]).then(({ stdout }) => stdout);
  const [text, markdown] = [await review("text"), await review("markdown")];
  const published = await publish();
  const body = git(join(base, `${repository}.git`), "log", "-1", "--format=%b", "main");
  return { text, markdown, published, body };
}

/** The sentence as `publish`, the commit and the review have it. */
function expectToldEverywhere(told: Awaited<ReturnType<typeof step>>, sentence: string, repository = "guangdong") {
  expect(told.published.code, told.published.stderr).toBe(0);
  expect(told.published.stdout).toContain(`  ${sentence}\n`);
  expect(told.body).toContain(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.\n`);
  expect(told.text).toContain(`  ${repository}: ${sentence}\n`);
  expect(told.markdown.replaceAll("\\", "")).toContain(`- **${repository}**: ${sentence}\n`);
}

const app = (more: string) => `name: checkout
tenant: retail
image: registry.panji.example/retail/checkout:2.4.1@sha256:${"a1".repeat(32)}
resources: { cpu: 250m, memory: 256Mi }
select: { labels: { customer: metro } }
${more}`;
const volume = (more = "") => app(`volumes: [{ name: data, path: /data, size: 5Gi${more} }]\n`);
const exempt = `exemptions:
  - rule: FLT-GUARD-021
    construct: panji/guangdong/shenzhen/sz-nanshan-01
    reason: the data stay there until they are copied
    owner: retail-team
    ticket: OPS-1
    granted: "${new Date().toISOString().slice(0, 10)}"
    expires: "${new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)}"
`;
const appFile = "apps/retail/checkout.yaml";

test("A volume that nothing prunes is left behind, by the same words everywhere", async () => {
  const told = await step({ [appFile]: volume() }, { [appFile]: app(""), "sites/exemptions.yaml": exempt });
  expectToldEverywhere(told, "left behind in the cluster, to be removed by hand: volume retail/checkout-data");
  expect(told.published.stdout).not.toContain("deleted from Git and pruned");
  expect(told.text).toMatch(/PersistentVolumeClaim checkout-data removed\n {3}1 site in 1 region; orphans\n/);
});

test("A retired volume is deleted with its data, by the same words everywhere", async () => {
  const told = await step({ [appFile]: volume(", state: retired") }, { [appFile]: app("") });
  expectToldEverywhere(told, "deleted from Git and pruned, with all data in it: volume retail/checkout-data");
  expect(told.published.stdout).not.toContain("left behind");
});

// Once nobody said that a region went: its entry at the centre was gone, and its repository lay there for ever.
test("A region that goes is named, with its repository and what becomes of it", async () => {
  const hunan = (small["sites/guangdong/region.yaml"] as string)
    .replace("name: guangdong", "name: hunan\nstate: retired")
    .replace('code: "44"', 'code: "43"')
    .replace("hub.gd", "hub.hn")
    .replace("10.44.0.0/16, asn: 64544", "10.43.0.0/16, asn: 64543");
  const two = fleetText.replace("regions: 1", "regions: 2");
  const from = { [fleetFile]: two, "sites/hunan/region.yaml": hunan };
  const told = await step(from, { [fleetFile]: fleetText, "sites/hunan": null }, "centre");
  expectToldEverywhere(
    told,
    "no longer listed by the centre: region hunan; its repository hunan.git is left as it is, and a hub that runs goes on following it: switch the hub off, then archive the repository",
    "centre",
  );
});

const tenants = (retail: string, payment: string, more = "") =>
  fleetText.replace(
    /^tenants:.*$/m,
    `tenants:\n  - { name: retail, namespaces: [${retail}], owners: [retail-team] }\n  - { name: payment, namespaces: [${payment}], owners: [payment-team]${more} }`,
  );

// Once an edit of two lines let other people read Secrets and volumes on every cluster, and nobody said a word of it.
test("A namespace that goes to another tenant is refused with who gains what", async () => {
  const from = { [fleetFile]: tenants("retail, till", "payment"), [appFile]: volume() };
  const { published, text } = await step(from, { [fleetFile]: tenants("till", "payment, retail") });
  expect(published.code).toBe(5);
  const sentence =
    "FLT-GUARD-025: namespace retail goes from tenant retail to payment: payment-team would read and change app retail/checkout, volume checkout-data, Secrets among it";
  expect(published.stderr).toContain(sentence);
  expect(text).toContain(sentence);
});

test("A namespace that is declared to go is handed over, by the same words everywhere", async () => {
  const takesOver = ", takesOver: [{ namespace: till, from: retail }]";
  const told = await step(
    { [fleetFile]: tenants("retail, till", "payment") },
    { [fleetFile]: tenants("retail", "payment, till", takesOver) },
  );
  expectToldEverywhere(
    told,
    "handed over: namespace till from tenant retail to payment; payment-team may read and change it",
  );
});
