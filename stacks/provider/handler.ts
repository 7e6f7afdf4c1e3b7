/** What each resource type of the provider must do. */

import { status } from "@grpc/grpc-js";
import type { JsonObject } from "../../model/json.ts";

/** A property that differs; the path is Pulumi's: `files["hub/delivery/kustomization.yaml"]`. */
export interface PropertyChange {
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
}

/** What the engine recorded for a resource. */
export interface Recorded {
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
}

/** One resource type of the provider. Throw a `ProviderError` for what the user can fix. */
export interface ResourceHandler {
  /**
   * Sees the inputs of every resource that a run works on, before anything else happens to it.
   *
   * @returns what is wrong with them, each with its place
   */
  check(inputs: JsonObject): readonly string[];
  /** Compares with the recorded inputs, which a refresh takes from the repository. */
  diff(old: Recorded, inputs: JsonObject): readonly PropertyChange[];
  create(inputs: JsonObject, preview: boolean): Promise<{ readonly id: string; readonly outputs: JsonObject }>;
  update(old: Recorded, inputs: JsonObject, preview: boolean): Promise<JsonObject>;
  /** What is really there; undefined when the resource is gone. */
  read(id: string, old: Recorded): Promise<Recorded | undefined>;
  delete(old: Recorded): Promise<void>;
}

/** By resource type: `flotilla:index:Tree`. */
export type ResourceHandlers = Readonly<Record<string, ResourceHandler>>;

/** An expected failure, told to the user without a stack trace. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";

  readonly code: status;

  constructor(message: string, code: status = status.FAILED_PRECONDITION) {
    super(message);
    this.code = code;
  }
}
