/** Refuses values that no file of a fleet may hold, wherever they stand: credentials in URLs, control characters, abysses. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Step } from "../../model/source.ts";
import { holdsUserinfo, withoutUserinfo } from "../../model/url.ts";

/** Levels of lists and mappings. Kubernetes' own schemas end at some 20; recursive readers end at some thousands. */
const maxDepth = 64;

/** What a text must have before a value of it can be forbidden: most files have nothing of it and are not walked. */
const SUSPICIOUS = /:\/\/[^\s@]*@|\\|[\x7f-\x9f]|__proto__|^ {64}|(?:[-?] ){16}/m;

/** Everything but tab, line feed and carriage return; no reader shows them, and some stop there. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/;

/** One fault for each value. */
export function forbiddenValues(file: string, text: string, value: unknown): readonly Diagnostic[] {
  if (!SUSPICIOUS.test(text) && !isDeeplyBracketed(text)) return [];
  const diagnostics: Diagnostic[] = [];
  const open: (readonly [value: unknown, path: readonly Step[]])[] = [[value, []]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, path] = next;
    if (typeof node === "string") diagnostics.push(...inText(file, node, path));
    if (typeof node !== "object" || node === null) continue;
    if (path.length >= maxDepth) return [tooDeep(file)];
    for (const [key, child] of Array.isArray(node) ? node.entries() : Object.entries(node)) {
      if (typeof key === "string") diagnostics.push(...inKey(file, key, path));
      open.push([child, [...path, key]]);
    }
  }
  return diagnostics.reverse();
}

/** Brackets in quotes and comments count too: then the value is walked for nothing. */
function isDeeplyBracketed(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    if (depth > maxDepth / 2) return true;
  }
  return false;
}

function inText(file: string, text: string, path: readonly Step[]): readonly Diagnostic[] {
  const at = { file, path };
  const where = path.length > 0 ? `${path.join(".")}: ` : "";
  if (holdsUserinfo(text)) {
    const found = JSON.stringify(withoutUserinfo(text).slice(0, 80));
    const message = `${where}found ${found} with a user or a password in the URL, expected a URL without`;
    const hint = `take it out and change that password, as it has been in a file; ${credentialPlace(file, path)}`;
    return [{ code: "load/url-credentials", severity: "error", message, at, subjects: [], hint }];
  }
  const [control] = CONTROL.exec(text) ?? [];
  if (control === undefined) return [];
  const message = `${where}found the control character ${codePoint(control)}, expected text that can be shown`;
  return [{ code: "load/value", severity: "error", message, at, subjects: [], hint: "take the escape out" }];
}

/** Where the credentials of a URL belong, by the end of the path that it stands at. */
const credentialPlaces: readonly (readonly [path: RegExp, place: string])[] = [
  [/^sites\/fleet\.yaml repositories$/, "`repositorySecret` names the Secret for the repositories"],
  [/ registries\.\d+(\.host)?$/, "`{ host, pullSecret }` names the Secret for a registry"],
  [/\.bmc(\.address)?$/, "`bmc: { address, credentials }` names the entry of the secret store with user and password"],
  [/\.proxy\.https?$/, "a proxy takes no user here: let it know servers by their addresses"],
  [/^apps\/.* (config|env)\./, "an app gets it by `secrets`, from an entry of the secret store"],
  [/^sites\/manifests\//, "an ExternalSecret or a Secret that is not in Git holds it, and the object names that"],
];

function credentialPlace(file: string, path: readonly Step[]): string {
  const at = `${file} ${path.join(".")}`;
  const [, place] = credentialPlaces.find(([pattern]) => pattern.test(at)) ?? [];
  return place ?? "what needs it reads a Secret, which an entry of the secret store fills";
}

function inKey(file: string, key: string, path: readonly Step[]): readonly Diagnostic[] {
  const at = { file, path: [...path, key], key: true } as const;
  const [control] = CONTROL.exec(key) ?? [];
  const problem =
    control === undefined ? key === "__proto__" && "" : ` with the control character ${codePoint(control)}`;
  if (problem === false) return [];
  const message = `found key ${JSON.stringify(key)}${problem}, expected a name that every reader keeps`;
  return [{ code: "load/value", severity: "error", message, at, subjects: [], hint: "give it another name" }];
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Its position is given: a reader that keeps positions goes down as deep as the text. */
export function tooDeep(file: string): Diagnostic {
  return {
    code: "load/nesting",
    severity: "error",
    message: `lists and mappings stand more than ${maxDepth} levels deep in each other, expected a file that people can read`,
    at: { file, path: [], position: { line: 1, column: 1 } },
    subjects: [],
    hint: "look for brackets that are not closed, or data that does not belong here",
  };
}
