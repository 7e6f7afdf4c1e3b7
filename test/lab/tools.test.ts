import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Tool, toolNames, tools } from "../../lab/tools.ts";

const folder = join(import.meta.dirname, "..", "..", "lab", "tools");
const table = toolNames.map((name): readonly [string, Tool] => [name, tools[name]]);

test("every folder under lab/tools belongs to a tool of the table", () => {
  expect(readdirSync(folder).sort()).toEqual([...new Set(table.map(([, tool]) => tool.folder))].sort());
});

test.each(table)("%s has the version of its go.mod and a checksum for it", (_, tool) => {
  const goMod = readFileSync(join(folder, tool.folder, "go.mod"), "utf8");
  const goSum = readFileSync(join(folder, tool.folder, "go.sum"), "utf8");
  expect(
    goMod.split("\n").map((line) =>
      line
        .replace(/^require /, "")
        .split(" //")[0]
        ?.trim(),
    ),
  ).toContain(`${tool.module} ${tool.version}`);
  expect(`\n${goSum}`).toContain(`\n${tool.module} ${tool.version} h1:`);
});

test.each(table)("%s is a package of its module, and the go.mod names it as a tool", (name, tool) => {
  if (tool.package === ".") {
    expect(readFileSync(join(folder, tool.folder, "main.go"), "utf8")).toContain(`// Command ${name} `);
    return;
  }
  expect(`${tool.package}/`).toContain(`${tool.module}/`);
  const goMod = readFileSync(join(folder, tool.folder, "go.mod"), "utf8");
  expect(goMod).toMatch(new RegExp(`^(tool )?\\s*${tool.package.replaceAll(".", "\\.")}$`, "m"));
});

test("a tool that bears the name of a group belongs to that group", () => {
  for (const [name] of table.filter(([name]) => table.some(([, { group }]) => group === name))) {
    expect(table.find(([other]) => other === name)?.[1].group).toBe(name);
  }
});

test("the Kubernetes plugin reports the version of the npm package that programs use", () => {
  const packageJson = readFileSync(join(folder, "..", "..", "package.json"), "utf8");
  const { devDependencies } = JSON.parse(packageJson) as { devDependencies: Record<string, string> };
  expect(tools["pulumi-resource-kubernetes"].stamps["main.version"]).toBe(devDependencies["@pulumi/kubernetes"]);
});
