/** Labels of an imported document as labels of a site or a host. */

import type { Field } from "./field.ts";
import { isSecretPath } from "./secrets.ts";

/** Labels by which Kubernetes shows a role; the kubelet may not set them itself, and the role of the host says it. */
const roleLabel = /^node-role\.kubernetes\.io\/(master|control-plane|worker)$/;

/** All labels, also those whose value is empty. Keys that a zone file refuses stand as they are, for a person to settle. */
export function takeLabels(labels: Field, to: string): Readonly<Record<string, string>> | undefined {
  const entries = labels.entries.flatMap(([key, field]) => {
    if (roleLabel.test(key)) {
      field.leaveOut("the role of the host says it");
      return [];
    }
    const value = field.take(`${to}.${key}`);
    if (!field.isScalar) {
      field.leaveOut("the value of a label is a text");
      return [];
    }
    if (field.text === undefined) field.carry(`${to}.${key}`, "as a label without a value");
    // What has a text and was not taken is a secret.
    else if (value === undefined) return [];
    return [[key, value ?? ""] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** `type=cp|rack=7`, all in one text. */
export function takeLabelWords(field: Field, to: string): Readonly<Record<string, string>> | undefined {
  const words = field.text?.split(/[\s|,;]+/).filter((word) => word !== "") ?? [];
  const pairs = words.map((word) => word.split("="));
  if (!pairs.every((pair) => pair.length === 2)) {
    field.leaveOut("no labels of the form key=value", "say labels: of the host");
    return undefined;
  }
  const open = pairs.filter(([key = ""]) => !isSecretPath([key]));
  if (open.length === 0) return undefined;
  field.carry(to, open.length < pairs.length ? "without secrets" : undefined);
  return Object.fromEntries(open.map(([key = "", value = ""]) => [key, value]));
}
