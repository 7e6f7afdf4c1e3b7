import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runLab, scratchFolder, script } from "./scratch.ts";

const go = (build: string, version = "go1.26.8") => `
case "$1" in
env) echo '{"GOVERSION":"${version}","GOOS":"linux","GOARCH":"amd64"}' ;;
build) while [ "$1" != -o ]; do shift; done; ${build} ;;
esac`;
const goodBuild = 'echo built >> "$LOG"; echo program > "$2"';

test("a program is built once and found in the cache afterwards", async () => {
  const folder = scratchFolder();
  script(folder, "go", go(goodBuild));
  const env = { PATH: `${folder}:/bin:/usr/bin`, FLOTILLA_CACHE: join(folder, "cache"), LOG: join(folder, "log") };
  const first = await runLab("build.ts", ["etcd"], env);
  const second = await runLab("build.ts", ["etcd"], env);
  expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/\/etcd-[0-9a-f]{16}\/bin\/etcd\n$/) });
  expect(second).toEqual({ code: 0, stdout: first.stdout, stderr: "" });
  expect(readFileSync(env.LOG, "utf8")).toBe("built\n");
});

test("a failed build shows what Go said and leaves nothing behind", async () => {
  const folder = scratchFolder();
  script(folder, "go", go('echo half > "$2"; echo "x/y" >&2; echo "x.go:1:1: no such thing" >&2; exit 1'));
  const env = { PATH: `${folder}:/bin:/usr/bin`, FLOTILLA_CACHE: join(folder, "cache") };
  const ending = await runLab("build.ts", ["etcd"], env);
  expect(ending.code).toBe(1);
  expect(ending.stderr).toContain("does not build");
  expect(ending.stderr).toContain("x.go:1:1: no such thing");
  expect(readdirSync(join(folder, "cache", "tools"))).toEqual([]);
});

test("what a killed build left behind is removed, and a running build is left alone", async () => {
  const folder = scratchFolder();
  script(folder, "go", go(goodBuild));
  const cache = join(folder, "cache");
  const dead = join(cache, "tools", "kwok-0.999999999.part");
  const running = join(cache, "tools", `kwok-0.${process.pid}.part`);
  for (const draft of [dead, running]) mkdirSync(draft, { recursive: true });
  const env = { PATH: `${folder}:/bin:/usr/bin`, FLOTILLA_CACHE: cache, LOG: join(folder, "log") };
  expect(await runLab("build.ts", ["etcd"], env)).toMatchObject({ code: 0 });
  expect(existsSync(dead)).toBe(false);
  expect(existsSync(running)).toBe(true);
});

test("a cancelled build ends with 8 and leaves nothing behind", async () => {
  const folder = scratchFolder();
  script(folder, "go", go('echo half > "$2"; exec sleep 60'));
  const env = { PATH: `${folder}:/bin:/usr/bin`, FLOTILLA_CACHE: join(folder, "cache") };
  const ending = await runLab("build.ts", ["etcd"], env, (child) => {
    child.stderr?.once("data", () => child.kill("SIGTERM"));
  });
  expect(ending).toMatchObject({ code: 8, stderr: expect.stringMatching(/cancelled\n$/) });
  expect(readdirSync(join(folder, "cache", "tools"))).toEqual([]);
});

test.each([
  ["there is no Go", undefined, "but there is no Go on PATH. Install Go, or put etcd on PATH."],
  ["Go is too old", go("exit 1", "go1.19.8"), "but the Go on PATH is go1.19.8. Install Go, or put etcd on PATH."],
])("when %s and the program is not on PATH, the exit code is 2", async (_, body, message) => {
  const folder = scratchFolder();
  if (body !== undefined) script(folder, "go", body);
  const ending = await runLab("build.ts", ["etcd"], { PATH: folder, FLOTILLA_CACHE: join(folder, "cache") });
  expect(ending).toMatchObject({ code: 2, stdout: "" });
  expect(ending.stderr).toContain(message);
});

test("without Go the program on PATH is taken, and it is said that its version is not checked", async () => {
  const folder = scratchFolder();
  script(folder, "etcd", "exit 0");
  const ending = await runLab("build.ts", ["etcd"], { PATH: folder, FLOTILLA_CACHE: join(folder, "cache") });
  expect(ending).toMatchObject({ code: 0, stdout: `${join(folder, "etcd")}\n` });
  expect(ending.stderr).toContain("its version is not checked");
});

test("an unknown tool is refused before anything is built", async () => {
  const folder = scratchFolder();
  const ending = await runLab("build.ts", ["etcd", "kube-apiservr"], { PATH: folder, FLOTILLA_CACHE: folder });
  expect(ending).toMatchObject({ code: 2, stdout: "" });
  expect(ending.stderr).toContain("There is no tool or group kube-apiservr; did you mean kube-apiserver?");
});
