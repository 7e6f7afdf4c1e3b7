/** Any value that JSON can carry; what a parameter, a Helm value or a Kubernetes field may hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object; absent keys may be written as undefined and are dropped on output. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
