import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fleetFolders } from "../model/fleet-folders.ts";

/**
 * Copies the files of the fleet in `from` to `to` and lets them name the lab's own Git server and registry
 * where they name the fleet's.
 */
export function copyFleet(from: string, to: string, repositories: string, registry: string): void {
  for (const folder of fleetFolders.filter((each) => existsSync(join(from, each)))) {
    cpSync(join(from, folder), join(to, folder), { recursive: true });
    for (const file of readdirSync(join(to, folder), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".yaml")) continue;
      const path = join(to, folder, file);
      const text = readFileSync(path, "utf8");
      const own = text
        .replaceAll("https://git.panji.example/fleet", repositories)
        .replaceAll("registry.panji.example", registry);
      if (own !== text) writeFileSync(path, own);
    }
  }
}
