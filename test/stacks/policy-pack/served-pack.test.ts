import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { runCommandHere } from "../../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";
import { PackProcess } from "./pack-process.ts";

const clone = join(import.meta.dirname, "../../..");
const pack = join(clone, "stacks/policy-pack/flotilla-policy.ts");
const engine = "127.0.0.1:1";
/** What Pulumi's language host runs for a folder with a PulumiPolicy.yaml, in that folder. */
const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");

const zone = "sites/guangdong/shenzhen.yaml";
const checkout = "apps/retail/checkout.yaml";
const config = `import { defineFleet, defineRule } from "${manifest.name}";
import { sourceAt } from "${manifest.name}/policies";
const owner = defineRule({
  id: "SHOP-SITE-001", scope: "site", severity: "error", title: "Every site says who answers for it", help: "Somebody is called.",
  bad: "", good: "",
  check: ({ name, spec, source }) =>
    spec.labels["owner"] === undefined ? [{ message: \`site \${name} has no label owner\`, at: sourceAt(source, "labels") }] : [],
});
export default defineFleet({ policies: { rules: [owner] } });
`;

/** A fleet with a Pulumi project, a rule of its own, and an image from elsewhere. */
function project(): string {
  const root = fleetOnDisk({
    [checkout]: String(smallFleet()[checkout]).replace("image: registry.panji.example", "image: docker.io"),
  });
  mkdirSync(join(root, "policies"));
  copyFileSync(join(clone, "policies/PulumiPolicy.yaml"), join(root, "policies/PulumiPolicy.yaml"));
  writeFileSync(join(root, "policies/index.js"), `import(${JSON.stringify(pathToFileURL(pack).href)});\n`);
  writeFileSync(join(root, "Pulumi.yaml"), "name: fleet\nruntime: nodejs\n");
  writeFileSync(join(root, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(root, "flotilla.config.ts"), config);
  return root;
}

async function started(args: readonly string[], cwd: string): Promise<PackProcess> {
  const process = await PackProcess.start(args, cwd);
  onTestFinished(() => process.end());
  return process;
}

/** Every violation of the region's stack, at the resources that have none but a name. */
async function violationsOf(process: PackProcess) {
  const target = { fleet: "panji", repository: "guangdong" };
  const tree = await process.analyze("guangdong", "Tree", { ...target, unit: "shenzhen/sz-nanshan-01", files: {} });
  const commit = await process.analyze("guangdong", "Commit", target);
  return { tree, commit };
}

test("the folder and the executable have the same rules, the fleet's own among them, with the ids and lines of check", async () => {
  const root = project();
  const folder = join(root, "policies");
  const byFolder = await started([runner, engine, folder], folder);
  const byFile = await started([pack, engine], root);
  expect(await byFolder.policies()).toEqual(await byFile.policies());
  expect(await byFolder.policies()).toEqual(expect.arrayContaining(["SHOP-SITE-001", "FLT-SEC-001", "FLT-SEC-006"]));
  const found = await violationsOf(byFolder);
  expect(await violationsOf(byFile)).toEqual(found);
  expect(found.tree).toMatchObject([{ id: "SHOP-SITE-001", message: expect.stringContaining(`${zone}:10:13: site `) }]);
  expect(found.commit).toMatchObject([
    { id: "FLT-SEC-001", message: expect.stringContaining(`${checkout}:3:8: image `) },
  ]);

  const { stdout } = await runCommandHere(["check", "--fleet", root, "--region", "guangdong", "--format", "json"]);
  const { findings } = JSON.parse(stdout) as { findings: readonly Record<string, unknown>[] };
  for (const { id, message } of [...found.tree, ...found.commit]) {
    const [file, line, column] = message.split(":");
    const place = { file, line: Number(line), column: Number(column) };
    expect(findings).toContainEqual(expect.objectContaining({ code: id, ...place }));
  }
}, 120_000);

// A zone that could not be read was missing from the fleet, and the rules passed over the rest.
test("a fleet with a file that cannot be read passes no rule: the fault is told at its line", async () => {
  const root = project();
  writeFileSync(join(root, zone), String(smallFleet()[zone]).replace("kind: cluster", "kind: klaster"));
  const { tree, commit } = await violationsOf(await started([pack, engine], root));
  for (const found of [tree, commit]) {
    expect(found).toMatchObject([
      { id: "FLT-SYS-001", message: expect.stringContaining(`cannot be checked: ${zone}:6:11: `) },
    ]);
  }
}, 120_000);

test("the folder of the clone is a pack with every rule that a stack can be held to", async () => {
  const folder = join(clone, "policies");
  const process = await started([runner, engine, folder], folder);
  const policies = await process.policies();
  expect(policies).toEqual(expect.arrayContaining(["FLT-SYS-001", "FLT-NET-001", "FLT-SEC-006"]));
  expect(new Set(policies).size).toBe(policies.length);
}, 120_000);
