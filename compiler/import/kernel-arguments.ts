/** Kernel arguments among the arguments of coreos-installer. */

import type { Field } from "./field.ts";
import { isSecretPath } from "./secrets.ts";

/**
 * `--append-karg` of coreos-installer (coreos.github.io/coreos-installer/cmd/install); its other options have no field.
 * The text is a JSON list, or a command line.
 */
export function takeKernelArguments(field: Field, to: string): readonly string[] | undefined {
  const { text } = field;
  if (text === undefined) return undefined;
  const words = wordsOf(text).flatMap((word) => /^(--append-karg)=(.*)$/.exec(word)?.slice(1) ?? [word]);
  const appended = words.flatMap((word, index) => (words[index - 1] === "--append-karg" ? [word] : []));
  const open = appended.filter((each) => !isSecretPath([each.split("=")[0] ?? ""]));
  if (open.length === 0) {
    field.leaveOut("arguments of OpenShift's installer that append none of the kernel's");
    return undefined;
  }
  const isWhole = words.every((word) => word === "--append-karg" || open.includes(word));
  field.carry(to, isWhole ? undefined : "without what is no --append-karg, and without secrets");
  return open;
}

function wordsOf(text: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map(String);
  } catch {
    // No JSON: a command line, read below.
  }
  return text.split(/\s+/).filter((word) => word !== "");
}
