/** Namespaces that go from one tenant to another with all that is in them. */

import { load } from "js-yaml";
import type { Inventory } from "../model/inventory.ts";
import { fieldAt } from "../model/kinds/facts.ts";
import { fileLocation, splitPath } from "../model/layout.ts";
import { type ContentFile, textOfFile } from "../model/repository-file.ts";
import type { HandedOverNamespace } from "../policies/rule.ts";
import { ownersAnnotation } from "../profiles/layers/tenants/labels.ts";
import { appOf } from "./emit/removal-names.ts";
import type { ReplacedFile } from "./fixed-changes.ts";
import { tenantOf } from "./gone-objects.ts";

/** One file for each namespace of which the tip holds another text: whose it is, it says in every cluster alike. */
export function replacedNamespaces(files: readonly ContentFile[], before: Inventory): readonly ReplacedFile[] {
  const once = new Map<string, ReplacedFile>();
  for (const file of files) {
    const old = before.files[file.path];
    if (!old || old.id === file.id) continue;
    const { file: name } = splitPath(file.path);
    if (name.startsWith("namespace_") && !once.has(name)) once.set(name, { id: old.id, file });
  }
  return [...once.values()];
}

/** @param textOf the tip's text by its blob id; what it does not know is left out */
export function handedOver(
  replaced: readonly ReplacedFile[],
  before: Inventory,
  textOf: (id: string) => string | undefined,
): readonly HandedOverNamespace[] {
  return replaced.flatMap(({ id, file }) => {
    const old = textOf(id);
    if (old === undefined) return [];
    const [was, now] = [load(old), load(textOfFile(file))];
    const [from, to] = [was, now].map((each) => tenantOf(fieldAt(each, "metadata", "labels")));
    if (from === undefined || to === undefined || from === to) return [];
    const namespace = String(fieldAt(now, "metadata", "name"));
    const had = new Set(ownersOf(was));
    const gains = ownersOf(now).filter((owner) => !had.has(owner));
    return [{ namespace, from, to, gains, holds: contentOf(before, namespace, from) }];
  });
}

/** Groups that may work in it; none where a version of Flotilla wrote it that did not say so. */
function ownersOf(namespace: unknown): readonly string[] {
  const owners = fieldAt(namespace, "metadata", "annotations", ownersAnnotation);
  return typeof owners === "string" ? owners.split("\n") : [];
}

/** Apps and volumes of the tenant there, on whatever cluster: `app retail/checkout`, `volume checkout-data`. */
function contentOf(before: Inventory, namespace: string, tenant: string): readonly string[] {
  const own = Object.keys(before.files).filter(
    (path) => path.includes(`_${namespace}_`) && fileLocation(path)?.tenant === tenant,
  );
  const volumes = own.flatMap((path) => {
    const [, place, name] = /\/persistentvolumeclaim_([^/_]+)_([^/]+)\.yaml$/.exec(path) ?? [];
    return place === namespace && name !== undefined ? [`volume ${name}`] : [];
  });
  const apps = own.flatMap((path) => appOf(path).map((app) => `app ${app}`));
  return [...new Set([...apps, ...volumes])].sort();
}
