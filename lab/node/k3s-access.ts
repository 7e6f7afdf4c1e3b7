/**
 * What K3s does with its registries.yaml when it starts, for a node that is not K3s: `node k3s-access.ts REGISTRIES` writes
 * containerd's files of each registry and prints what belongs into its config.toml.
 */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { imageAccessOf } from "./k3s-registries.ts";

const [registries = ""] = process.argv.slice(2);
const { files, credentials } = imageAccessOf(readFileSync(registries, "utf8"));
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
process.stdout.write(credentials);
