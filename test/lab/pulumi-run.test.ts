import { join } from "node:path";
import { expect, test } from "vitest";
import { runLab, scratchFolder, script } from "./scratch.ts";

/** A Pulumi new enough to be used; `body` is what it does with any command but `version`. */
function installPulumi(body: string): NodeJS.ProcessEnv {
  const folder = scratchFolder();
  script(folder, "pulumi", `if [ "$1" = version ]; then echo v3.300.0; exit; fi\n${body}`);
  script(folder, "pulumi-language-nodejs", "exit 0");
  return { PATH: `${folder}:/bin:/usr/bin`, PULUMI_BACKEND_URL: `file://${join(folder, "state")}` };
}

test("arguments, output and exit code pass through unchanged", async () => {
  const env = installPulumi('printf "<%s>" "$@"; exit 7');
  expect(await runLab("pulumi-run.ts", ["up", "--message", "two words"], env)).toEqual({
    code: 7,
    stdout: "<up><--message><two words>",
    stderr: "",
  });
});

test("programs run on the Node of the clone", async () => {
  const env = installPulumi("command -v node");
  const { stdout } = await runLab("pulumi-run.ts", ["up"], env);
  expect(stdout).toBe(`${join(import.meta.dirname, "..", "..", "node_modules", ".bin", "node")}\n`);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s reaches Pulumi, whose exit code is kept", async (signal) => {
  const env = installPulumi(`trap 'exit 42' ${signal.slice(3)}; echo ready; while :; do sleep 0.05; done`);
  const ending = await runLab("pulumi-run.ts", ["up"], env, (child) => {
    child.stdout?.once("data", () => child.kill(signal));
  });
  expect(ending.code).toBe(42);
});

test("a Pulumi that a signal ended gives 128 and the number of the signal", async () => {
  const env = installPulumi("kill -9 $$");
  expect((await runLab("pulumi-run.ts", ["up"], env)).code).toBe(137);
});

test("a Pulumi that is too old is not used, even when there is no Go to build another", async () => {
  const folder = scratchFolder();
  script(folder, "pulumi", "echo v3.220.0");
  const ending = await runLab("pulumi-run.ts", ["up"], { PATH: folder, FLOTILLA_CACHE: folder });
  expect(ending).toMatchObject({ code: 2, stdout: "" });
  expect(ending.stderr).toContain("is not used: it is v3.220.0, and 3.221.0 or newer is needed");
  expect(ending.stderr).toContain("Install Go, or put pulumi on PATH");
});
