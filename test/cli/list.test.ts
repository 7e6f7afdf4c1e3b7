import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { main } from "../../cli/main.ts";
import { systemTerminal } from "../../cli/terminal.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";

async function list(...args: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const code = await main(["list", ...args, "--fleet", fleetOnDisk()], {
    ...systemTerminal(),
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    colour: false,
  });
  return { code, ...said };
}

test("Sites, profiles, images and paths are listed as text, and as JSON with the version of its schema", async () => {
  for (const what of ["sites", "profiles", "images", "paths"]) {
    const text = await list(what);
    expect(text, what).toMatchObject({ code: 0, stderr: "" });
    expect(text.stdout.split("\n").length, what).toBeGreaterThan(2);
    const { code, stdout } = await list(what, "--format", "json");
    expect(code, what).toBe(0);
    expect(JSON.parse(stdout), what).toMatchObject({ schema: `flotilla.dev/${what}/v1`, fleet: expect.any(String) });
  }
});

test("A name that is not there is told with the nearest right one", async () => {
  expect(await list("image")).toMatchObject({ code: 2, stderr: expect.stringContaining("did you mean images?") });
  expect(await list("images", "--profile", "edge-k3")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("found --profile edge-k3, expected the name of a profile"),
  });
  expect(await list("sites", "--site", "nowhere")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--site nowhere"),
  });
});

test("Only images have a script", async () => {
  expect(await list("sites", "--format", "script")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("found --format script for sites, expected one of text, json"),
  });
});

test("The script copies every item of the list, and stops at the first that fails", async () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { stdout } = await list("images", "--format", "script");
  writeFileSync(join(folder, "copy.sh"), stdout);
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const tool of ["oras", "curl", "git"]) {
    writeFileSync(join(bin, tool), `#!/bin/sh\necho ${tool} "$@" >> "$LOG"\n[ "$1" != "$FAIL" ]\n`);
    chmodSync(join(bin, tool), 0o755);
  }
  const run = (fail: string) => {
    const log = join(folder, `log-${fail}`);
    const env = {
      PATH: `${bin}:/usr/bin:/bin`,
      LOG: log,
      FAIL: fail,
      FROM: "from.example",
      TO: "to.example",
      FILES: join(folder, "files"),
    };
    const { status } = spawnSync("sh", [join(folder, "copy.sh")], { env, encoding: "utf8" });
    return { status, calls: readFileSync(log, "utf8").trim().split("\n") };
  };
  const { status, calls } = run("none");
  expect(status).toBe(0);
  const { items } = JSON.parse((await list("images", "--format", "json")).stdout) as {
    readonly items: readonly { readonly type: string; readonly reference: string }[];
  };
  const remote = items.filter(({ reference }) => !reference.startsWith("/"));
  expect(calls.filter((call) => /^(oras cp|curl|git clone)/.test(call))).toHaveLength(remote.length);
  for (const { type, reference } of remote) {
    const [path = ""] = reference
      .replace(/^https:\/\//, "")
      .replace(/^registry\.panji\.example\//, "")
      .split("@");
    const expected = type === "git" ? reference.slice(0, reference.lastIndexOf("@")) : path;
    expect(
      calls.some((call) => call.includes(expected)),
      reference,
    ).toBe(true);
  }
  const app = items.find(({ reference }) => reference.includes("@sha256:"))?.reference ?? "";
  const [, name, tag, digest] = /\/(.+):(.+)@(.+)$/.exec(app) ?? [];
  expect(calls).toContain(`oras cp --recursive from.example/${name}@${digest} to.example/${name}:${tag}`);
  const failed = run("cp");
  expect(failed.status).not.toBe(0);
  expect(failed.calls).toHaveLength(1);
});

test("Paths are those of the sites that are asked for, each with the line that makes it", async () => {
  const { stdout } = await list("paths", "--site", "sz-nanshan-01", "--format", "json");
  const { paths, unknown } = JSON.parse(stdout);
  expect(unknown).toEqual([]);
  expect(paths[0]).toEqual({
    from: { kind: "site", names: ["panji/guangdong/shenzhen/sz-nanshan-01"] },
    to: { kind: "repository", names: ["https://git.panji.example/fleet/guangdong.git"] },
    ports: ["443/TCP"],
    purpose: "pulls its configuration",
    file: "sites/fleet.yaml",
    lines: [3],
  });
  const all = JSON.parse((await list("paths", "--format", "json")).stdout).paths;
  expect(all.length).toBeGreaterThan(paths.length);
  expect(await list("paths", "--zone", "nowhere")).toMatchObject({ code: 2 });
});
