/** Names of a fleet, read from its files without building it: a completion must not take a second. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseYaml } from "../../compiler/load/parse-yaml.ts";
import { isMapping } from "../../model/json-fields.ts";

export type NameKind = "region" | "zone" | "site" | "profile" | "ring" | "app" | "system";

/** Whatever can be read; a faulty file has no names. */
export function fleetNames(root: string): Readonly<Record<NameKind, readonly string[]>> {
  const names: Record<NameKind, Set<string>> = {
    region: new Set(["centre"]),
    zone: new Set(),
    site: new Set(),
    profile: new Set(),
    ring: new Set(),
    app: new Set(),
    system: new Set(),
  };
  const add = (kind: NameKind, value: unknown) => typeof value === "string" && names[kind].add(value);
  for (const file of yamlIn(join(root, "sites"))) {
    const { name, zone, ring, sites, hub } = file.content;
    if (file.name === "region.yaml") add("region", name);
    add("zone", zone);
    add("ring", ring);
    if (isMapping(hub)) add("profile", hub["profile"]);
    for (const site of Array.isArray(sites) ? sites : []) {
      if (!isMapping(site)) continue;
      add("site", site["name"]);
      add("profile", site["profile"]);
      add("ring", site["ring"]);
    }
  }
  for (const { content } of yamlIn(join(root, "apps"))) add("app", `${content["tenant"]}/${content["name"]}`);
  for (const { content } of yamlIn(join(root, "systems"))) {
    const { tenant, name, apps } = content;
    add("system", `${tenant}/${name}`);
    for (const app of Array.isArray(apps) ? apps : [])
      if (isMapping(app)) add("app", `${tenant}/${name}-${app["name"]}`);
  }
  const sorted = (kind: NameKind) => [...names[kind]].sort();
  return {
    region: sorted("region"),
    zone: sorted("zone"),
    site: sorted("site"),
    profile: sorted("profile"),
    ring: sorted("ring"),
    app: sorted("app"),
    system: sorted("system"),
  };
}

type Mapping = Readonly<Record<string, unknown>>;

/** Files one folder below. */
function yamlIn(folder: string): readonly { readonly name: string; readonly content: Mapping }[] {
  return namesIn(folder).flatMap((below) =>
    namesIn(join(folder, below))
      .filter((name) => name.endsWith(".yaml"))
      .flatMap((name) => {
        const path = join(folder, below, name);
        const result = parseYaml(path, readFileSync(path, "utf8"));
        return "value" in result && isMapping(result.value) ? [{ name, content: result.value }] : [];
      }),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith("."));
  } catch {
    return [];
  }
}
