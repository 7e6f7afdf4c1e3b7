/** What a group of a Sylva cluster says of its nodes: labels, and the class whose kernel arguments they have. */

import type { Field } from "./field.ts";
import { takeLabels } from "./labels.ts";
import { isSecretPath } from "./secrets.ts";

export interface NodeSettings {
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly kernelArguments: readonly string[] | undefined;
}

/**
 * @param group what is said of the nodes, the narrower first
 * @param to the host in the zone file
 */
export function readNodeSettings(cluster: Field, group: readonly Field[], to: string): NodeSettings {
  const name = group.map((each) => each.at("node_class")).find(({ exists }) => exists);
  const kind = cluster.at("node_classes", name?.text ?? "");
  if (name && kind.exists) name.carry(to, "as what the class says");
  // The wider first, so that the narrower has the last word.
  const labels = [kind.at("nodeLabels"), ...[cluster, ...[...group].reverse()].flatMap(labelsOf)];
  const all = Object.assign({}, ...labels.map((each) => takeLabels(each, `${to}.labels`))) as Record<string, string>;
  return {
    labels: Object.keys(all).length > 0 ? all : undefined,
    kernelArguments: takeWords(kind.at("kernel_cmdline", "extra_options"), `${to}.kernelArguments`),
  };
}

const labelsOf = (values: Field) => ["rke2", "kubeadm"].map((name) => values.at(name, "nodeLabels"));

/** A line of the kernel's, without what may be a secret. */
function takeWords(field: Field, to: string): readonly string[] | undefined {
  const words = field.text?.split(/\s+/) ?? [];
  const open = words.filter((word) => !isSecretPath([word.split("=")[0] ?? ""]));
  if (open.length === 0) return undefined;
  field.carry(to, open.length < words.length ? "without secrets" : undefined);
  return open;
}
