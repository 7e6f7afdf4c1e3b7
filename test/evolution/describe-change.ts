/** One changed file of a repository in the words of a plan. */

import { isDeepStrictEqual } from "node:util";
import { load } from "js-yaml";
import { isMapping } from "../../model/json-fields.ts";
import { type FolderLocation, folderLocation, isHostFile, isOperatorFile } from "../../model/layout.ts";

export interface FileChange {
  /** From the root of the repository. */
  readonly path: string;
  readonly construct: string;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  /** Undefined for a file that goes. */
  readonly after: string | undefined;
}

/** What a line says before its colon, which several files may share, and what it lists behind it. */
export interface Description {
  readonly head: string;
  readonly detail?: string;
  /** Long lists of these are told as a number. */
  readonly isObject?: true;
}

export function describeChange({ path, construct, before, after }: FileChange): Description {
  const sign = before === undefined ? "+" : after === undefined ? "-" : "~";
  const [, second = "", ...rest] = path.split("/");
  const file = rest.join("/");
  if (isHostFile(path)) return { head: `${sign} hosts`, detail: `${lastPart(construct)}/${file}` };
  if (isOperatorFile(path)) return { head: `${sign} operator`, detail: `${second}/${file}` };
  const folder = folderLocation(path.slice(0, path.lastIndexOf("/")));
  if (!folder) return { head: `${sign} ${path}` };
  return describeObject(sign, folder, objectOf(before), objectOf(after));
}

interface PlainObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function describeObject(
  sign: string,
  folder: FolderLocation,
  before: PlainObject | undefined,
  after: PlainObject | undefined,
): Description {
  const object = after ?? before;
  if (!object) return { head: `${sign} ${folder.name}` };
  const fields = before && after ? changedFields(before, after) : [];
  if (sign === "~" && fields.length === 0) return { head: "~ identity labels" };
  const { kind, metadata } = object;
  const suffix = fields.length > 0 ? ` (${fields.join("; ")})` : "";
  if (folder.category === "delivery" && reconcilers.has(kind)) {
    return { head: `${sign} reconcilers${suffix}`, detail: metadata.name };
  }
  const parts = [kind, metadata.namespace, withoutHash(metadata.name)].filter((part) => part !== undefined);
  return { head: `${sign} ${folderName(folder)}${suffix}`, detail: parts.join("/"), isObject: true };
}

/** In the folder of delivery each of them reconciles another folder. */
const reconcilers = new Set(["Kustomization", "Application"]);

/** The apps of a zone's nodes lie on the hub, where a folder's own name says nothing of the zone. */
function folderName({ category, name, zone, site }: FolderLocation): string {
  if (category === "delivery" || category === "provisioning") return category;
  return zone !== undefined && site === undefined ? `${name}.${zone}` : name;
}

/** Names of what cannot change carry a hash of their content, which says nothing to a reader. */
function withoutHash(name: string): string {
  return name.replace(/-[0-9a-f]{8}$/, "-*");
}

function objectOf(text: string | undefined): PlainObject | undefined {
  return text === undefined ? undefined : (load(text) as PlainObject);
}

/** Kinds of which a changed pod template exchanges the pods. */
const workloads = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/** Fields that differ, two keys deep, without the identity labels that Flotilla puts on every object. */
function changedFields(before: PlainObject, after: PlainObject): readonly string[] {
  const [old, now] = [flat(before), flat(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths
    .filter((path) => !isDeepStrictEqual(old.get(path), now.get(path)))
    .map((path) => (path === "spec.template" && workloads.has(after.kind) ? "restarts pods" : path))
    .sort();
}

function flat(object: PlainObject): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(object).flatMap(([key, value]) =>
      isMapping(value)
        ? Object.entries(value).map(([inner, deep]) => [`${key}.${inner}`, withoutIdentity(`${key}.${inner}`, deep)])
        : [[key, value] as const],
    ) as [string, unknown][],
  );
}

function withoutIdentity(path: string, value: unknown): unknown {
  if (path !== "metadata.labels" || !isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !identityLabel.test(key)));
}

const identityLabel = /^flotilla\.dev\/(fleet|region|zone|site|profile|layer)$/;

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
