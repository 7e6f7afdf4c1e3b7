/** The texts of definitions, read leniently. */

/** Texts for people, whose lines SuperEdge's files indent less than YAML asks for. */
const QUOTED_DESCRIPTION = /^ *description: (?:'(?:[^']|'')*'|"(?:[^"\\]|\\[\s\S])*")\n/gm;

/** The metadata of a pod template, declared as an object without fields: an API server keeps none of its labels. */
const TEMPLATE_METADATA = /^( {16,})metadata:\n(?:\1 {2}description: .*\n)?\1 {2}type: object\n(?!\1 {2})/gm;

/** A definition as a YAML reader takes it. */
export function readableDefinition(text: string): string {
  return text.replaceAll(QUOTED_DESCRIPTION, "");
}

/** The same, with the metadata of pod templates kept, as whoever emits such a kind has to have it. */
export function keepingTemplateMetadata(text: string): string {
  return readableDefinition(text).replaceAll(
    TEMPLATE_METADATA,
    (_, indent: string) =>
      `${indent}metadata:\n${indent}  type: object\n${indent}  x-kubernetes-preserve-unknown-fields: true\n`,
  );
}
