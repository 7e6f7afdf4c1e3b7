import type { App } from "../../constructs/app.ts";
import type { Source } from "../../model/source.ts";
import { sourceAt } from "../../model/source.ts";

/** Where the `nodePort` of a port is written, by the name of the port. */
export function nodePortSource({ spec, source }: App, name: string): Source | undefined {
  const own = spec.ports.findIndex((each) => each.name === name);
  if (own >= 0) return sourceAt(source, "ports", own, "nodePort");
  const container = spec.containers.findIndex(({ ports }) => ports.some((each) => each.name === name));
  const index = spec.containers[container]?.ports.findIndex((each) => each.name === name) ?? -1;
  return sourceAt(source, "containers", container, "ports", index, "nodePort");
}
