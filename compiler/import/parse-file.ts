/** Finds out what an imported file is, and which of its documents describe sites. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { Account } from "./account.ts";
import { clusterInstance } from "./cluster-instance.ts";
import { Field } from "./field.ts";
import type { Format } from "./format.ts";
import type { InputDocument } from "./input.ts";
import { knownHeaders } from "./server-columns.ts";
import { serverList } from "./server-list.ts";
import { readServerRows } from "./server-rows.ts";
import { siteConfig } from "./site-config.ts";
import { sylva } from "./sylva.ts";
import { readYamlDocuments } from "./yaml-documents.ts";

/** Formats of YAML documents, in the order in which they are asked. */
const formats: readonly Format[] = [siteConfig, clusterInstance, sylva];

export interface ImportFile {
  /** As a report names it. */
  readonly name: string;
  readonly text: string;
}

interface ParsedDocument {
  readonly account: Account;
  /** What of it is of a format that is read. */
  readonly resources: readonly { readonly field: Field; readonly format: Format }[];
}

type Parsed = { readonly documents: readonly ParsedDocument[] } | { readonly diagnostics: readonly Diagnostic[] };

/** By content: names of files say nothing. */
export function parseFile({ name, text }: ImportFile): Parsed {
  const list = readServerRows(name, text);
  if (list) {
    if ("diagnostics" in list) return list;
    const account = new Account(list.document);
    return { documents: [{ account, resources: [{ field: Field.of(account), format: serverList }] }] };
  }
  const yaml = readYamlDocuments(name, text);
  if ("diagnostics" in yaml) return yaml;
  const documents = yaml.documents.map(parseDocument);
  if (documents.some(({ resources }) => resources.length > 0)) return { documents };
  return { diagnostics: [unknownFormat(name, yaml.documents)] };
}

function parseDocument(document: InputDocument): ParsedDocument {
  const account = new Account(document);
  const root = Field.of(account);
  const isList = root.at("kind").text === "List" && root.at("items").items.length > 0;
  const resources = (isList ? root.at("items").items : [root]).flatMap((field) => {
    for (const key of ["apiVersion", "kind"]) field.at(key).leaveOut("it says which format this is");
    const format = formats.find((each) => each.recognises(field));
    if (!format) field.leaveOut(`a ${field.at("kind").text ?? "document of this kind"} has no site in it`);
    return format ? [{ field, format }] : [];
  });
  if (isList) root.leaveOut("it holds the list together");
  return { account, resources };
}

function unknownFormat(file: string, documents: readonly InputDocument[]): Diagnostic {
  const kinds = documents.map(
    (document) => Field.of(new Account(document)).at("kind").text ?? "a document without kind",
  );
  return {
    code: "import/unknown-format",
    severity: "error",
    message: `found ${[...new Set(kinds)].join(", ") || "nothing"}, expected ${formats.map(({ name }) => name).join(", ")} or a ${serverList.name} with a row of headers, two at least of ${knownHeaders}`,
    at: { file, path: [], position: { line: 1, column: 1 } },
    subjects: [],
    hint: "give a file that describes sites",
  };
}
