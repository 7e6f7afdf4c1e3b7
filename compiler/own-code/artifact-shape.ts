/** What an engine of a fleet's own may answer. */

import { isMapping } from "../../model/json-fields.ts";
import { groupKind, type KindTable } from "../../model/kinds/facts.ts";
import { folderNumbers } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { list, mapping, oneOf, type Shape, shapeFaults, text } from "./shape.ts";

const artifact: Shape = { kind: oneOf(["objects", "host-file", "operator-file"]), owner: text };
const byKind: Readonly<Record<string, Shape>> = {
  objects: { audience: mapping, slot: mapping, objects: list },
  "host-file": { audience: mapping, name: text, text },
  "operator-file": { audience: text, name: text, text },
};
const audience: Shape = { kind: oneOf(["centre", "hub", "site"]) };
const object: Shape = { apiVersion: text, kind: text, metadata: mapping };

const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const categories = oneOf(Object.keys(folderNumbers).filter((name) => name !== "delivery"));

/** What is wrong with an artifact, the first of it. */
export function artifactFault(found: unknown, index: number, kinds: KindTable): string | undefined {
  const at = `artifact ${index + 1}`;
  const [wrong] = shapeFaults(at, found, artifact);
  if (wrong !== undefined || !isMapping(found)) return wrong;
  const [incomplete] = shapeFaults(at, found, byKind[String(found["kind"])] ?? {});
  if (incomplete !== undefined) return incomplete;
  if (found["kind"] !== "objects") return fileFault(at, found);
  const [elsewhere] = shapeFaults(`${at}, audience`, found["audience"], audience);
  return (
    elsewhere ??
    slotFault(at, found["slot"]) ??
    objectsFault(`${at}, objects`, found["objects"] as readonly unknown[], kinds)
  );
}

function slotFault(at: string, slot: unknown): string | undefined {
  if (!isMapping(slot) || "site" in slot || "tenant" in slot) return undefined;
  const [wrong] = shapeFaults(`${at}, slot`, slot, { category: categories, layer: text });
  const { layer } = slot;
  if (wrong !== undefined || typeof layer !== "string" || label.test(layer)) return wrong;
  return `${at}, slot: found ${JSON.stringify(layer)} as layer, expected letters, digits and hyphens: it names a folder`;
}

/** @param kinds of which facts are known */
export function objectsFault(at: string, objects: readonly unknown[], kinds: KindTable): string | undefined {
  for (const [index, found] of objects.entries()) {
    const [wrong] = shapeFaults(`${at}[${index}]`, found, object);
    if (wrong !== undefined) return wrong;
    const { apiVersion, kind, metadata } = found as KubernetesObject;
    const [nameless] = shapeFaults(`${at}[${index}], metadata`, metadata, { name: text });
    if (nameless !== undefined) return nameless;
    if (!(groupKind(apiVersion, kind) in kinds))
      return `${at}[${index}]: found the kind ${groupKind(apiVersion, kind)}, expected one that \`kinds\` of the engine has facts of: nobody could say what a change of it does`;
  }
  return undefined;
}

function fileFault(at: string, { kind, audience, node, name }: Readonly<Record<string, unknown>>): string | undefined {
  const names = [name, kind === "host-file" ? node : audience].filter((each) => each !== undefined);
  const wrong = names.find((each) => typeof each !== "string" || !isPlainPath(each));
  return wrong === undefined
    ? undefined
    : `${at}: found ${JSON.stringify(wrong)}, which leads out of its folder, expected plain names like host/cloud-config.yaml`;
}

/** Whether a name with its folders stays in the folder that it is put into. */
export function isPlainPath(name: string): boolean {
  return name.split("/").every((step) => /^[^\\\p{Cc}]+$/u.test(step) && step !== "." && step !== "..");
}
