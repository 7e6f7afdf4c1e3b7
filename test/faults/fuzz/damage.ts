/** Damage to the files of a fleet, as data that fast-check draws and makes smaller. */

import fc from "fast-check";
import { parseDocument } from "yaml";
import { changeDigit, copyTo, type Document, exchange, removeAt, renameAt, setAt } from "./yaml-places.ts";

/** Texts or bytes by path from the root of the fleet; null stands for a folder of that name. */
export type FilesToWrite = Record<string, string | Uint8Array | null>;

/** Values that somewhere mean something else: to YAML, to JavaScript, to a shell, a terminal, Git, Kubernetes or a template. */
const HOSTILE: readonly unknown[] = [
  ...[
    null,
    "",
    " ",
    true,
    0,
    -1,
    0.1,
    1e308,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "1e3",
    "0x10",
    "0o17",
    "NaN",
  ],
  ...[[], {}, [[]], [null], [{}], { a: { b: { c: [] } } }, Array.from({ length: 300 }, (_, index) => `a-${index}`)],
  ...[
    "yes",
    "null",
    "~",
    "2026-02-30",
    "12:30:45",
    "=",
    "<<",
    "*a",
    "&a b",
    "!!binary aGk=",
    "- - -",
    "? a",
    "%TAG ! x",
  ],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "../../x", "/etc/passwd", ".git", "con", "a/b", "a\\b"],
  ...["\u202eevil", "\x1b[31m", "::error::x", "a\nb", "a\r\nb", "\0", "\ud800", "\u{1f4a5}", "٣", "\ufeff", "é", "é"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: some read it as one
  ...["$(id)", "`id`", "${x}", "{{ x }}", "<% x %>", "$(A)", "%s", "'; --", '"', "'", "</testcase>", "]]>", "|", "a|b"],
  ...["0.0.0.0/0", "10.44.1.11", "999.1.1.1", "10.44.1.0/33", "::1", "fe80::1%eth0", "ff:ff:ff:ff:ff:ff", "224.0.0.1"],
  ...[
    "https://bob:x@h.example",
    "https://h.example:99999",
    "redfish://",
    "file:///etc",
    "a:b",
    "https://[::1",
    "x@sha256:1",
  ],
  "a".repeat(300),
  "a-".repeat(40),
];

type Damage = (files: FilesToWrite, path: string) => void;

const place = fc.nat({ max: 10_000 });
const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ maxLength: 30 }),
  fc.jsonValue(),
);

/** Damage to what a file says. */
const ofValues: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, hostile).map(([at, value]) => edited((document) => setAt(document, at, value))),
  fc.tuple(place, hostile).map(([at, value]) => edited((document) => renameAt(document, at, String(value)))),
  place.map((at) => edited((document) => removeAt(document, at))),
  fc.tuple(place, place).map(([from, to]) => edited((document) => copyTo(document, from, to))),
);

/** Values of the right kind and the wrong place or number, which only rules find. */
const ofMeaning: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, fc.nat({ max: 9 })).map(([at, digit]) => edited((document) => changeDigit(document, at, digit))),
  fc.tuple(place, place).map(([one, other]) => edited((document) => exchange(document, one, other))),
);

/** Damage to its letters. */
const ofText: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, hostile).map(([at, value]) => rewritten((text) => insert(text, at, `${value}`))),
  fc.tuple(place, fc.nat({ max: 40 })).map(([at, length]) => rewritten((text) => cut(text, at, length))),
  place.map((at) => rewritten((text) => text.slice(0, at % (text.length + 1)))),
  place.map((at) => rewritten((text) => repeatLine(text, at))),
  fc.tuple(place, fc.nat({ max: 12 })).map(([at, by]) => rewritten((text) => indent(text, at, by))),
  fc.tuple(place, fc.nat({ max: 255 })).map(
    ([at, byte]): Damage =>
      (files, path) => {
        const bytes = Buffer.from(files[path] ?? "");
        bytes[at % Math.max(bytes.length, 1)] = byte;
        files[path] = bytes;
      },
  ),
);

/** Damage to what files there are. */
const ofFiles: fc.Arbitrary<Damage> = fc.oneof(
  fc.constant<Damage>((files, path) => delete files[path]),
  fc.constant<Damage>((files, path) => {
    files[path] = null;
  }),
  fc.constant<Damage>((files, path) => {
    files[path] = "";
  }),
  fc.constantFrom("a.yaml", "a.yml", "a.yaml.orig", ".a.yaml", "more/a.yaml", "A.YAML", "a b.yaml", "\u202e.yaml").map(
    (name): Damage =>
      (files, path) => {
        files[path.replace(/[^/]+$/, name)] = files[path] ?? "";
      },
  ),
);

/** One to four damages, each to a file of its own choice. */
export const damages: fc.Arbitrary<(files: FilesToWrite) => void> = fc
  .array(
    fc.tuple(
      place,
      fc.oneof(
        { weight: 12, arbitrary: ofMeaning },
        { weight: 4, arbitrary: ofValues },
        { weight: 2, arbitrary: ofText },
        { weight: 1, arbitrary: ofFiles },
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((each) => (files) => {
    for (const [at, damage] of each) {
      const paths = Object.keys(files);
      const path = paths[at % paths.length];
      if (path !== undefined) damage(files, path);
    }
  });

function rewritten(change: (text: string) => string): Damage {
  return (files, path) => {
    const text = files[path];
    if (typeof text === "string") files[path] = change(text);
  };
}

function edited(change: (document: Document) => void): Damage {
  return rewritten((text) => {
    try {
      const document = parseDocument(text);
      change(document);
      return document.toString();
    } catch {
      // An earlier damage left no YAML.
      return text;
    }
  });
}

function insert(text: string, at: number, piece: string): string {
  const index = at % (text.length + 1);
  return text.slice(0, index) + piece + text.slice(index);
}

function cut(text: string, at: number, length: number): string {
  const index = at % (text.length + 1);
  return text.slice(0, index) + text.slice(index + length);
}

function repeatLine(text: string, at: number): string {
  const lines = text.split("\n");
  const index = at % lines.length;
  return lines.toSpliced(index, 0, lines[index] as string).join("\n");
}

function indent(text: string, at: number, by: number): string {
  const lines = text.split("\n");
  const index = at % lines.length;
  return lines.with(index, " ".repeat(by) + (lines[index] as string).trimStart()).join("\n");
}
