/** What servers have and what pods ask for. */

import { quantityValue } from "./quantity.ts";

export interface Capacity {
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

export const nothing: Capacity = { cpu: 0, memory: 0 };

/** @param size quantities; what is none of them counts as nothing */
export function capacityOf({ cpu, memory }: { readonly cpu?: unknown; readonly memory?: unknown }): Capacity {
  return { cpu: quantityValue(cpu ?? 0) ?? 0, memory: quantityValue(memory ?? 0) ?? 0 };
}

export function sum(all: readonly Capacity[]): Capacity {
  return all.reduce((total, each) => ({ cpu: total.cpu + each.cpu, memory: total.memory + each.memory }), nothing);
}

export function times({ cpu, memory }: Capacity, count: number): Capacity {
  return { cpu: cpu * count, memory: memory * count };
}

/** `1.25 CPU and 2.5 GiB`. */
export function capacityText({ cpu, memory }: Capacity): string {
  return `${rounded(cpu, 100)} CPU and ${rounded(memory / 2 ** 30, 10)} GiB`;
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
