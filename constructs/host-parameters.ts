/** Reads the parameters of hosts that a profile may declare. */

import type { HostParameter } from "../model/provisioner.ts";
import type { VsphereParameter } from "../model/vsphere.ts";

interface Parametrized {
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Value of a parameter that holds a list of texts; empty when the profile does not declare it. */
export function listParameter({ parameters }: Parametrized, name: HostParameter | VsphereParameter): readonly string[] {
  const value = parameters[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Value of a parameter that holds a text; undefined when the profile does not declare it. */
export function textParameter(
  { parameters }: Parametrized,
  name: HostParameter | VsphereParameter,
): string | undefined {
  const value = parameters[name];
  return typeof value === "string" ? value : undefined;
}
