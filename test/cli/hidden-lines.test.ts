import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { commitFirst } from "../git/fixture.ts";
import { runCommandHere } from "./run.ts";

const password = ["Zx9", "qLw7Tt2Rk5"].join("");
const app = (line: string) => `name: checkout
tenant: retail
image: registry.panji.example/retail/checkout:2.4.1
replicas: 2
ports: [{ name: http, port: 8080 }]
resources: { cpu: 250m, memory: 256Mi }
${line}
`;

test.each([
  ["the credential itself", `config: { DB_PASSWORD: "${password}" }`],
  ["another value of the same line", `config: { DB_PASSWORD: "${password}", LOG_LEVEL: [debug] }`],
  ["a key of the same line", `config: { DB_PASSWORD: "${password}" } # x\nconfg: { API_PASSWORD: "${password}" }`],
])("No form of a finding about %s shows the line with it", async (_, line) => {
  const root = fleetOnDisk({ "apps/retail/checkout.yaml": app("config: { LOG_LEVEL: info }") });
  commitFirst(root);
  writeFileSync(join(root, "apps/retail/checkout.yaml"), app(line));
  const runs = [
    ...["text", "json", "sarif", "junit", "markdown"].map((format) => ["check", "--format", format]),
    ...["text", "json", "markdown"].flatMap((format) =>
      ["diff", "plan"].map((command) => [command, "--base", "main", "--format", format]),
    ),
  ];
  for (const [command = "", ...args] of runs) {
    for (const interactive of [true, false]) {
      const { code, stdout, stderr } = await runCommandHere([command, "--fleet", root, ...args], { interactive });
      expect([2, 5], `${command} ${args.join(" ")}\n${stderr}`).toContain(code);
      expect(stdout + stderr, `${command} ${args.join(" ")}`).not.toContain(password);
    }
  }
});

test("A line without a credential is shown below its finding", async () => {
  const root = fleetOnDisk({ "apps/retail/checkout.yaml": app("config: { LOG_LEVEL: [debug] }") });
  const { stdout } = await runCommandHere(["check", "--fleet", root], { interactive: true });
  expect(stdout).toContain("| config: { LOG_LEVEL: [debug] }\n");
});
