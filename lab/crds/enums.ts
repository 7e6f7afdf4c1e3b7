import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Values of a field by `<group>.<version>.<Type>.<field>`, such as `core.v1.Container.imagePullPolicy`. */
export type Enums = ReadonlyMap<string, readonly string[]>;

const PACKAGES = [
  "core/v1",
  "apps/v1",
  "batch/v1",
  "autoscaling/v2",
  "policy/v1",
  "networking/v1",
  "rbac/v1",
  "storage/v1",
  "scheduling/v1",
  "node/v1",
  "admissionregistration/v1",
];

/**
 * Reads the closed sets of values from the Go types in k8s.io/api: string types marked `+enum`, their
 * constants, and the fields of such a type. The published OpenAPI description leaves them out.
 */
export function readEnums(apiFolder: string): Enums {
  const sources = PACKAGES.map((name) => ({ name, text: goText(join(apiFolder, name)) }));
  const values = new Map<string, string[]>();
  for (const { name, text } of sources) {
    for (const type of enumTypes(text)) values.set(`${name}.${type}`, constantsOf(text, type));
  }
  return new Map(sources.flatMap(({ name, text }) => enumFields(name, text, values)));
}

function goText(folder: string): string {
  const files = readdirSync(folder).filter((file) => /^(types|.*_types|well_known_.*)\.go$/.test(file));
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}

function enumTypes(text: string): string[] {
  return [...text.matchAll(/^\/\/ \+enum\n(?:\/\/.*\n)*type (\w+) string$/gm)].map((match) => match[1] as string);
}

function constantsOf(text: string, type: string): string[] {
  const constants = [...text.matchAll(new RegExp(`^\\s*(?:const )?\\w+\\s+${type}\\s+= "(.*)"`, "gm"))];
  return [...new Set(constants.map((match) => match[1] as string))].sort();
}

function enumFields(name: string, text: string, values: ReadonlyMap<string, string[]>): [string, string[]][] {
  const imports = new Map([...text.matchAll(/^\s+(\w+) "k8s\.io\/api\/(.+)"$/gm)].map((match) => [match[1], match[2]]));
  const aliases = new Map([...text.matchAll(/^type (\w+) = (\w+)$/gm)].map((match) => [match[1], match[2]]));
  const result: [string, string[]][] = [];
  for (const [, type, body] of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    for (const [, written, field] of (body as string).matchAll(/^\t\w+\s+([\w.*[\]]+)\s+`.*?json:"(\w+)[,"]/gm)) {
      const [prefix, last] = (written as string).replace(/^[*[\]]+/, "").split(".");
      const own = last === undefined ? (aliases.get(prefix as string) ?? prefix) : last;
      const home = last === undefined ? name : imports.get(prefix as string);
      const known = values.get(`${home}.${own}`);
      if (known !== undefined && known.length > 0) result.push([`${name.replace("/", ".")}.${type}.${field}`, known]);
    }
  }
  return result;
}
