import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { yamlText } from "../model/yaml-text.ts";

/**
 * Seconds that `kubectl kustomize` takes for some sites of a written tree, one process a site; nothing without kubectl.
 *
 * @param out folder that gets what comes out, a file a site; nobody gets it otherwise
 */
export function kustomizeSites(
  tree: string,
  most: number,
  out?: string,
): { readonly sites: number; readonly seconds: number } | undefined {
  if (spawnSync("kubectl", ["version", "--client"]).status !== 0) return undefined;
  const folders = siteFolders(tree).slice(0, most);
  for (const folder of folders) {
    const resources = readdirSync(folder).filter((name) => !name.endsWith(".yaml"));
    const kustomization = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", resources };
    writeFileSync(join(folder, "kustomization.yaml"), yamlText(kustomization));
  }
  const start = performance.now();
  for (const folder of folders) {
    const { status, stdout, stderr } = spawnSync("kubectl", ["kustomize", folder], {
      maxBuffer: 2 ** 28,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`kubectl kustomize ${folder}: ${stderr}`);
    if (out !== undefined) writeFileSync(join(out, `${basename(folder)}.yaml`), stdout);
  }
  return { sites: folders.length, seconds: (performance.now() - start) / 1000 };
}

function siteFolders(tree: string): readonly string[] {
  const below = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
  return below(tree)
    .filter((repository) => readdirSync(repository).includes("sites"))
    .flatMap((repository) => below(join(repository, "sites")))
    .flatMap(below);
}
