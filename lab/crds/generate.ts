/** Writes compiler/schemas/generated again: `node lab/crds/generate.ts`. Needs Go and access to Go modules. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCoreKinds } from "./core.ts";
import { readCrds } from "./crd.ts";
import { readEnums } from "./enums.ts";
import { indexText, schemaFileName, schemaText } from "./files.ts";
import { CORE_SOURCES, CRD_SOURCES } from "./kinds.ts";
import { downloadModules, type Module } from "./modules.ts";

const here = import.meta.dirname;
const target = join(here, "../../compiler/schemas/generated");

const modules = downloadModules(here);
const enums = readEnums(required("k8s.io/api").dir);
const kinds = [
  ...CORE_SOURCES.flatMap((source) => readCoreKinds(source, required("k8s.io/kubernetes"), enums)),
  ...CRD_SOURCES.flatMap((source) => readCrds(source, modules, here)),
];
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const kind of kinds) writeFileSync(join(target, schemaFileName(kind)), schemaText(kind));
writeFileSync(join(target, "index.json"), indexText(kinds));
console.log(`${kinds.length} kinds written to ${target}`);

function required(path: string): Module {
  const module = modules.get(path);
  if (module === undefined) throw new Error(`go.mod does not require ${path}`);
  return module;
}
