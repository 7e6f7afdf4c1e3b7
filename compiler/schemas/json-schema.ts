/**
 * The part of JSON Schema that the files under generated/ use. An object with `properties` and
 * `additionalProperties: false` is closed; one with neither takes any fields.
 */
export interface JsonSchema {
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  /** Always `#/$defs/<name>` in the same file. */
  readonly $ref?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | JsonSchema;
  readonly propertyNames?: { readonly format: string };
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Fields that together name one item of a list; two items with equal ones are a mistake. */
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  /** What the server fills in for a key that an item leaves out. */
  readonly "x-list-map-key-defaults"?: Readonly<Record<string, unknown>>;
  /** The value is a whole Kubernetes object of its own kind. */
  readonly "x-kubernetes-embedded-resource"?: boolean;
}

export type JsonType = "object" | "array" | "string" | "integer" | "number" | "boolean";
