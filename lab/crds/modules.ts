/** Downloads the Go modules that schemas are read from. */

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A downloaded Go module: where its files are and which version they are. */
export interface Module {
  readonly dir: string;
  readonly version: string;
}

/**
 * Downloads every module that go.mod in `folder` requires into Go's module cache.
 *
 * Each download is named with its version, which skips the module graph: k8s.io/kubernetes requires
 * versions that exist only through its own replace lines. The content is held against go.sum.
 *
 * @throws when Go is missing, a module cannot be had, or its content differs from go.sum
 */
export function downloadModules(folder: string): ReadonlyMap<string, Module> {
  const wanted = [...readFileSync(join(folder, "go.mod"), "utf8").matchAll(/^\t(\S+) (v\S+)$/gm)];
  const sums = new Set(readFileSync(join(folder, "go.sum"), "utf8").split("\n"));
  const work = mkdtempSync(join(tmpdir(), "flotilla-crds-"));
  try {
    for (const file of ["go.mod", "go.sum"]) copyFileSync(join(folder, file), join(work, file));
    return new Map(
      wanted.map(([, path, version]) => {
        const answer = execFileSync("go", ["mod", "download", "-json", `${path}@${version}`], {
          cwd: work,
          encoding: "utf8",
          env: { ...process.env, GOFLAGS: "-mod=mod", GOSUMDB: "off" },
        });
        const { Dir: dir, Sum: sum } = JSON.parse(answer) as { Dir: string; Sum: string };
        if (!sums.has(`${path} ${version} ${sum}`)) {
          throw new Error(`${path} ${version}: its content is ${sum}, which go.sum in ${folder} does not name`);
        }
        return [path as string, { dir, version: version as string }];
      }),
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
