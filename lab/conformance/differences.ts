import { isMapping } from "../../model/json-fields.ts";

/** What the API server made of an object that was sent to it. */
export interface Differences {
  /** Paths of fields that it filled in, list positions as `[]`. */
  readonly added: readonly string[];
  /** Paths of fields whose value it wrote in another way, such as `1000m` as `1`. */
  readonly changed: readonly string[];
}

/** Kept by the server about every object, whatever was sent. */
const BOOKKEEPING = /^(status|metadata\.(uid|creationTimestamp|generation|resourceVersion|managedFields))(\.|\[|$)/;

/** Compares what was sent with what came back; both are plain data. */
export function differencesOf(sent: unknown, stored: unknown): Differences {
  const added = new Set<string>();
  const changed = new Set<string>();
  compare(sent, stored, "", added, changed);
  const relevant = (paths: Set<string>) => [...paths].filter((path) => !BOOKKEEPING.test(path)).sort();
  return { added: relevant(added), changed: relevant(changed) };
}

function compare(sent: unknown, stored: unknown, path: string, added: Set<string>, changed: Set<string>): void {
  if (sent === undefined) {
    added.add(path);
  } else if (Array.isArray(sent) && Array.isArray(stored)) {
    if (sent.length !== stored.length) changed.add(path);
    for (const [index, item] of stored.entries()) compare(sent[index], item, `${path}[]`, added, changed);
  } else if (isMapping(sent) && isMapping(stored)) {
    const keys = new Set([...Object.keys(sent), ...Object.keys(stored)]);
    for (const key of keys) {
      const below = path === "" ? key : `${path}.${key}`;
      if (key in stored) compare(sent[key], stored[key], below, added, changed);
      else if (!isEmpty(sent[key])) changed.add(below);
    }
  } else if (sent !== stored) {
    changed.add(path);
  }
}

/** The server leaves out what is empty. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === "" || value === false || (isMapping(value) && Object.keys(value).length === 0);
}
