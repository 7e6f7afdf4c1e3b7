/** Which tools the arguments of a command line name. */

import { suggest } from "../model/suggest.ts";
import { type ToolName, toolNames, tools } from "./tools.ts";

/** The tools that arguments name, and the arguments that name none, each with the nearest right name. */
export interface Selection {
  readonly names: readonly ToolName[];
  readonly unknown: readonly { readonly argument: string; readonly nearest: string | undefined }[];
}

/**
 * Reads names of tools and groups; none at all means every tool. A name that is both, such as argocd, means the
 * group: the tool with what it needs. The result is in build order and holds each tool once.
 */
export function selectTools(args: readonly string[]): Selection {
  const groups = new Set<string>(toolNames.map((name) => tools[name].group));
  const words = new Set<string>([...groups, ...toolNames]);
  return {
    names: args.length === 0 ? toolNames : toolNames.filter((n) => args.includes(n) || args.includes(tools[n].group)),
    unknown: args
      .filter((argument) => !words.has(argument))
      .map((argument) => ({ argument, nearest: suggest(argument, [...words]) })),
  };
}
