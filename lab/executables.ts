import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** File names a program may have: Windows adds an extension. */
export function programFiles(name: string, platform: NodeJS.Platform): readonly string[] {
  return platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
}

/** The first executable of that name in the folders of a PATH. */
export function findExecutable(name: string, path: string, platform = process.platform): string | undefined {
  const files = programFiles(name, platform);
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => files.map((file) => join(folder, file)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
