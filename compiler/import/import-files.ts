/** Imports files of other tools: their sites as one zone file, and what became of every value. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { Account, type Leaf } from "./account.ts";
import { clusterInstance } from "./cluster-instance.ts";
import { type SiteDraft, unknown } from "./draft.ts";
import { Field } from "./field.ts";
import type { Defaulted, Format } from "./format.ts";
import type { InputDocument } from "./input.ts";
import { usualHeaders } from "./server-columns.ts";
import { serverList } from "./server-list.ts";
import { readServerRows } from "./server-rows.ts";
import { siteConfig } from "./site-config.ts";
import { sylva } from "./sylva.ts";
import { readYamlDocuments } from "./yaml-documents.ts";
import { type ZoneText, zoneText } from "./zone-text.ts";

/** Formats of YAML documents, in the order in which they are asked. */
const formats: readonly Format[] = [siteConfig, clusterInstance, sylva];

export interface ImportFile {
  /** As a report names it. */
  readonly name: string;
  readonly text: string;
}

export interface ImportSettings {
  readonly zone: string;
  readonly region: string;
  /** `name@version` for every site; left to a person when undefined. */
  readonly profile: string | undefined;
}

export interface Imported {
  /** Undefined when the files have no site. */
  readonly zone: ZoneText | undefined;
  readonly sites: readonly SiteDraft[];
  /** Of all files, every leaf once, in their order. */
  readonly leaves: readonly Leaf[];
  readonly defaults: readonly Defaulted[];
  /** Why files were not read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** All that can be said is said at once: a file that is not read does not keep the others from being accounted for. */
export function importFiles(
  files: readonly ImportFile[],
  { zone, region, profile = unknown }: ImportSettings,
): Imported {
  const sites: SiteDraft[] = [];
  const leaves: Leaf[] = [];
  const defaults: Defaulted[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const parsed = parse(file);
    if ("diagnostics" in parsed) diagnostics.push(...parsed.diagnostics);
    else {
      for (const { account, resources } of parsed.documents) {
        for (const { field, format } of resources) {
          const read = format.read(field, { profile, firstSite: sites.length });
          sites.push(...read.sites);
          defaults.push(...read.sites.map((_, index) => planned(sites.length - read.sites.length + index)));
          defaults.push(...read.defaults);
        }
        const { reasons = {}, otherwise } = resources[0]?.format ?? {};
        leaves.push(...account.leaves(reasons, otherwise));
      }
    }
  }
  return { zone: sites.length > 0 ? zoneText(region, zone, sites) : undefined, sites, leaves, defaults, diagnostics };
}

function planned(site: number): Defaulted {
  const reason = "an imported site is checked and nothing of it is written; set shipped or active when it is complete";
  return { to: `sites[${site}].state`, value: "planned", reason };
}

interface ParsedDocument {
  readonly account: Account;
  /** What of it is of a format that is read. */
  readonly resources: readonly { readonly field: Field; readonly format: Format }[];
}

type Parsed = { readonly documents: readonly ParsedDocument[] } | { readonly diagnostics: readonly Diagnostic[] };

/** By content: names of files say nothing. */
function parse({ name, text }: ImportFile): Parsed {
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
    message: `found ${[...new Set(kinds)].join(", ") || "nothing"}, expected ${formats.map(({ name }) => name).join(", ")} or a ${serverList.name} with a row of headers such as ${usualHeaders}`,
    at: { file, path: [], position: { line: 1, column: 1 } },
    subjects: [],
    hint: "give a file that describes sites",
  };
}
