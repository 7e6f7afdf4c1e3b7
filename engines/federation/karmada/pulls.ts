/** The images that an override puts in place of others. */

import { fieldAt } from "../../../model/kinds/facts.ts";
import { type Pulled, type PullReader, pulledImage } from "../../../model/pulled.ts";

/** An operation gives an image alone (`/spec/template/spec/containers/0/image`) or somewhere in what it puts there. */
export const overridePulls: PullReader = (policy) =>
  list(fieldAt(policy, "spec", "overrideRules")).flatMap((rule) =>
    list(fieldAt(rule, "overriders", "plaintext")).flatMap((operation) => {
      const [path, value] = [fieldAt(operation, "path"), fieldAt(operation, "value")];
      return typeof path === "string" && path.endsWith("/image") ? pulledImage(value) : imagesIn(value);
    }),
  );

function imagesIn(value: unknown): readonly Pulled[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : pulledImage(fieldAt(value, "image"));
  return [...own, ...Object.values(value).flatMap(imagesIn)];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
