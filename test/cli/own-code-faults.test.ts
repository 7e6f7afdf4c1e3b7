import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { broken, making } from "./broken-code.ts";
import { brokenImports } from "./broken-imports.ts";
import { flotilla, runCommandHere } from "./run.ts";
import { engineFile, sound } from "./sound-code.ts";

const zone = "sites/guangdong/shenzhen.yaml";
const sites = (smallFleet()[zone] as string)
  .replace("edge-k3s@1.0.0", "edge-shelf@1.0.0")
  .replace("arch: arm64", "arch: amd64")
  .replace("state: active", "state: shipped");

function fleetWith(files: Readonly<Record<string, string>>): string {
  const root = fleetOnDisk({ [zone]: sites });
  for (const [path, text] of Object.entries({ ...sound, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test("The fleet that the faults are put into has none", async () => {
  const root = fleetWith({});
  expect(await runCommandHere(["check", "--fleet", root])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("no findings"),
  });
});

test.each([...broken, ...brokenImports])(
  "%s is told as the fleet's own, with the file and what to do",
  async (_, path, text, told) => {
    const root = fleetWith({ [path]: text });
    const args = ["check", "--all", "--fleet", root];
    // Where a line is told, the program runs as it does for its users: this process loads code in another way.
    const { code, stdout, stderr } = typeof told === "string" ? await runCommandHere(args) : flotilla(args);
    expect([2, 5]).toContain(code);
    if (typeof told === "string") expect(stdout).toContain(told);
    else expect(stdout).toMatch(told);
    expect(stdout).toMatch(/\.ts\b/);
    expect(stdout).toMatch(/next: .*(mend|npm install)/);
    expect(`${stdout}${stderr}`).not.toMatch(/fault of Flotilla|report it|^\s+at .*:\d+:\d+\)?$/m);
  },
);

test("With FLOTILLA_DEBUG the way to the line is told as well", () => {
  const root = fleetWith({ [engineFile]: making('{ throw new TypeError("no room"); }') });
  const { stdout } = flotilla(["check", "--fleet", root], { env: { FLOTILLA_DEBUG: "1" } });
  expect(stdout).toMatch(/^\s+at .*shelf\.ts:\d+:\d+\)?$/m);
});
