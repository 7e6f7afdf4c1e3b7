/**
 * Reads the texts in `field/`: what teams really keep in files, each under a line `### NAME :: TITLE [:: ENCODING ...]`.
 * Letters are drawn for `<<SET LENGTH>>` at run time, so that no scanner takes these files for leaks.
 */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type Draw, generator } from "./drawing.ts";

export interface FieldCase {
  /** The file it was read from, the name below which it stands, and what it is. */
  readonly title: string;
  /** Name of the file or setting that holds the text. */
  readonly name: string;
  readonly text: string;
}

/** Files of credentials; those from `second` on were each written before anybody looked at what the search found of them. */
export const fieldCredentials = [
  "network",
  "platform",
  "services",
  "forms",
  "second",
  "third",
  "fourth",
  "fifth",
] as const;

/** Files of texts that give nothing away. */
export const fieldHarmless = [
  "harmless",
  "second-harmless",
  "third-harmless",
  "fourth-harmless",
  "fifth-harmless",
] as const;

/** Every case of a file of `field/`, with the letters of a seed. */
export function fieldCases(file: string, seed: number): readonly FieldCase[] {
  const draw = generator(seed);
  return readFileSync(new URL(`field/${file}.txt`, import.meta.url), "utf8")
    .split(/^### /mu)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      const [name = "", title = "", encodings = ""] = part.slice(0, end).split(" :: ");
      const text = filled(part.slice(end + 1), draw).trimEnd();
      const words = encodings.split(" ").filter((word) => word in encoders);
      return {
        title: `${file}/${name}: ${title}`,
        name,
        text: words.reduce((written, word) => encoders[word as keyof typeof encoders](written), text),
      };
    });
}

const encoders = {
  base64: (text: string) => Buffer.from(text).toString("base64"),
  base64url: (text: string) => Buffer.from(text).toString("base64url"),
  base64wrap: (text: string) => Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\n"),
  gzip: (text: string) => gzipSync(text).toString("base64"),
  hex: (text: string) => Buffer.from(text).toString("hex"),
  url: (text: string) => encodeURIComponent(text),
  utf16: (text: string) => Buffer.from(text, "utf16le").toString("base64"),
};

/** `<<SET LENGTH>>` is drawn; `<<base64:TEXT>>` is encoded once its `{SET LENGTH}` are. */
function filled(text: string, draw: Draw): string {
  return text.replace(/<<base64:([\s\S]*?)>>|<<(\w+)(?: (\d+))?>>/g, (_, inner, set, length) =>
    inner === undefined
      ? draw(set, Number(length))
      : encoders.base64(
          inner.replace(/\{(\w+)(?: (\d+))?\}/g, (_: string, s: string, n: string) => draw(s, Number(n))),
        ),
  );
}
