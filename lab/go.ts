import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { type Go, goBuildArguments, goEnvironment } from "./go-build.ts";
import type { Tool } from "./tools.ts";

const run = promisify(execFile);

/**
 * The Go that builds in a folder; undefined when there is none on PATH. With GOTOOLCHAIN=auto Go fetches what the
 * folder's go.mod asks for; with `local` the answer may be older than that.
 */
export async function tryGo(folder: string): Promise<Go | undefined> {
  try {
    const asked = ["env", "-json", "GOVERSION", "GOOS", "GOARCH"];
    const { stdout } = await run("go", asked, { cwd: folder, env: goEnvironment(process.env) });
    const answer = JSON.parse(stdout) as Record<"GOVERSION" | "GOOS" | "GOARCH", string>;
    return { version: answer.GOVERSION, os: answer.GOOS, arch: answer.GOARCH };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Runs `go build -v` of a tool in its folder, into the file `output`. `onPackage` is called for each package that is compiled. Resolves to undefined when
 * the build succeeded, else to what Go said.
 */
export function goBuild(
  tool: Tool,
  folder: string,
  output: string,
  onPackage: () => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn("go", goBuildArguments(tool, output), {
      cwd: folder,
      env: goEnvironment(process.env, tool),
      stdio: ["ignore", "ignore", "pipe"],
      signal,
    });
    const said: string[] = [];
    let rest = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (isPackagePath(line)) onPackage();
        else said.push(line);
      }
    });
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0 ? undefined : [...said, rest].slice(-40).join("\n")));
  });
}

function isPackagePath(line: string): boolean {
  return /^[\w.~+-]+(\/[\w.~+-]+)*$/.test(line);
}
