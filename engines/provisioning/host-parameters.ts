/** Reads the parameters that provisioners use where a profile declares them. */

import type { Site } from "../../constructs/site.ts";
import type { HostParameter } from "../../model/provisioner.ts";

/** Value of a parameter that holds a list of texts; empty when the profile does not declare it. */
export function listParameter(site: Site, name: HostParameter): readonly string[] {
  const value = site.parameters[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Value of a parameter that holds a text; undefined when the profile does not declare it. */
export function textParameter(site: Site, name: HostParameter): string | undefined {
  const value = site.parameters[name];
  return typeof value === "string" ? value : undefined;
}
