/** A map as JSON. */

import type { PageContent } from "../page/page-data.ts";

/** `flotilla.dev/map/v1`; fields are only ever added. */
export function jsonMap({ map, findings }: PageContent): string {
  return `${JSON.stringify({ schema: "flotilla.dev/map/v1", ...map, findings }, null, 2)}\n`;
}
