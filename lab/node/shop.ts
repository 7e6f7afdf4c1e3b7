/** The programme that the images of the lab hold, built from lab/node/shop. */

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { buildTool } from "../build-tool.ts";
import { toolCache } from "../cache.ts";
import { tryGo } from "../go.ts";
import { buildKey } from "../go-build.ts";
import { LabFailure, log } from "../program.ts";
import type { Tool } from "../tools.ts";
import { type Image, makeImage } from "./image.ts";

const tool: Tool = {
  group: "node",
  folder: "shop",
  module: "flotilla.dev/lab/node/shop",
  version: "of the lab",
  package: ".",
  license: "Apache-2.0",
  purpose: "a shop and its customers in pods",
};

/** Path of the programme, built when it is missing. @throws LabFailure without Go */
export async function ensureShop(): Promise<string> {
  const folder = join(import.meta.dirname, "shop");
  const files = ["go.mod", "main.go"].map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
  const go = await tryGo(folder);
  if (go === undefined) throw new LabFailure(2, "The images of the lab need Go, and there is none on PATH.");
  const build = `shop-${buildKey(tool, Object.fromEntries(files), go)}`;
  const program = join(toolCache(process.env, homedir()), build, "bin", "shop");
  if (!existsSync(program)) await buildTool(tool, folder, program, log, new AbortController().signal);
  return program;
}

/** An image of a version of the shop. @param program of ensureShop */
export function shopImage(program: string, version: string): Image {
  return makeImage({ "bin/shop": executable(program) }, { entrypoint: ["/bin/shop"], env: { SHOP_VERSION: version } });
}

/** An image of what holds a sandbox open. */
export function pauseImage(program: string): Image {
  return makeImage({ "bin/shop": executable(program) }, { entrypoint: ["/bin/shop", "pause"] });
}

/** An image in place of one that cannot be made here; what its pods are asked to run does nothing. */
export function standInImage(program: string, commands: readonly string[] = []): Image {
  const files = ["shop", ...commands].map((name) => [`bin/${name}`, executable(program)] as const);
  return makeImage(Object.fromEntries(files), { entrypoint: ["/bin/shop", "stand-in"] });
}

/** An image of one program under its own name, which is what a container of it runs. */
export function programImage(name: string, program: string): Image {
  return makeImage({ [`bin/${name}`]: executable(program) }, { entrypoint: [`/bin/${name}`] });
}

/** An image with a shell and the programs that a script may want. */
export function shellImage(packages: string, programs: Readonly<Record<string, string>> = {}): Image {
  const box = executable(join(packages, "bin/busybox"));
  const applets = ["sh", "cat", "chmod", "mkdir", "rm", "sleep"].map((name) => [`bin/${name}`, box] as const);
  const others = Object.entries(programs).map(([name, program]) => [`bin/${name}`, executable(program)] as const);
  return makeImage(Object.fromEntries([...applets, ...others]), { entrypoint: ["/bin/sh"], user: "0" });
}

function executable(program: string) {
  return { bytes: readFileSync(program), isExecutable: true };
}
