/** Days as text, in UTC. */

import { z } from "zod";

const day = z.iso.date();

/** Whether the text is a day that there is, like 2026-12-31. */
export function isDay(text: string): boolean {
  return day.safeParse(text).success;
}
