/** The part of JSON Schema that the editor schemas use; it is changed in place while one is made. */

export interface EditorSchema {
  description?: string;
  $comment?: string;
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  enumDescriptions?: readonly string[];
  properties?: Record<string, EditorSchema>;
  additionalProperties?: EditorSchema | boolean;
  items?: EditorSchema;
  anyOf?: EditorSchema[];
  oneOf?: EditorSchema[];
  allOf?: EditorSchema[];
  not?: EditorSchema;
  if?: EditorSchema;
  then?: EditorSchema;
  required?: readonly string[];
  $defs?: Record<string, EditorSchema>;
  pattern?: string;
}

/** Kinds of files of a fleet. */
export type SchemaName =
  | "fleet"
  | "region"
  | "zone"
  | "app"
  | "system"
  | "cluster"
  | "exemptions"
  | "baseline"
  | "owners";
