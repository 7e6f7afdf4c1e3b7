import type { Site } from "../../constructs/site.ts";
import { parentEndpoint } from "../../constructs/site-fields.ts";
import { type Port, tcp } from "../../model/traffic.ts";

/** Where the servers of a site speak to the API server of their parent itself: the port of its endpoint. */
export function apiPorts(site: Site): readonly Port[] {
  return tcp(Number(URL.parse(parentEndpoint(site) ?? "")?.port || 443));
}
