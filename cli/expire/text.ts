/** What becomes of clusters, as text for people. */

import type { RegionExpiry } from "../../compiler/load/expire-fleet.ts";

export function expiryText({ region, steps: { retire, remove, free, waiting } }: RegionExpiry): string {
  const lines = [
    ...retire.map((name) => [name, "is past its lifetime: retired from now on"]),
    ...remove
      .filter((name) => !free.includes(name))
      .map((name) => [name, "is published as retired: its file goes, and it keeps its servers until it is gone"]),
    ...remove
      .filter((name) => free.includes(name))
      .map((name) => [name, "was never published: its file goes, and its servers are free"]),
    ...free
      .filter((name) => !remove.includes(name))
      .map((name) => [name, "is gone: its servers and addresses are free"]),
    ...waiting.map(({ name, reason }) => [name, `waits: ${reason}`]),
  ] as const;
  const width = Math.max(0, ...lines.map(([name = ""]) => name.length));
  return lines.length === 0
    ? ""
    : `${region}\n${lines.map(([name = "", words = ""]) => `  ${name.padEnd(width)}  ${words}\n`).join("")}`;
}
