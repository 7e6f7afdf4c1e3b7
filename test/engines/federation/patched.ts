import type { PatchOperation } from "../../../engines/federation/json-patch.ts";
import type { Json } from "../../../model/json.ts";

/** RFC 6902 as its text has it, apart from what the program knows of patches. */
export function patched(document: Json, operations: readonly PatchOperation[]): Json {
  const root = structuredClone({ "": document }) as Record<string, Json>;
  for (const { operator, path, value } of operations) {
    const steps = path.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = steps.pop() as string;
    let at: unknown = root;
    for (const step of steps) {
      if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) throw new Error(`no ${step} of ${path}`);
      at = (at as Record<string, unknown>)[step];
    }
    const parent = at as Record<string, Json | undefined>;
    const isThere = Object.hasOwn(parent, last);
    if (isThere === (operator === "add"))
      throw new Error(`${operator} of ${path}, which is ${isThere ? "" : "not "}there`);
    if (operator === "remove") delete parent[last];
    else parent[last] = value;
  }
  return root[""] as Json;
}
