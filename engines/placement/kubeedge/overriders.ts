/** What differs in the groups of a zone. */

import type { Json, JsonObject } from "../../../model/json.ts";
import { secretVariables } from "../native/secrets.ts";
import type { Workload } from "../native/workload.ts";
import { imageOverriders } from "./image-overriders.ts";

/**
 * @param common the app as the template has it: its configuration in variables, no secrets
 * @param own the app in the zone
 */
export function overriders(common: Workload, own: Workload): JsonObject {
  const environment = [...ownEnvironment(common, own), ...furtherEnvironment(own)];
  return {
    ...(own.replicas !== common.replicas && { replicas: own.replicas }),
    ...(own.image !== common.image && { imageOverriders: imageOverriders(own.image) }),
    ...(environment.length > 0 && { envOverriders: environment }),
  };
}

/**
 * What is otherwise is removed and added again. `replace` gives the variables in another order each time (envoverrider.go at
 * v1.23.1 goes through a map), and with each look of the controller all pods would be new.
 */
function ownEnvironment(common: Workload, own: Workload): readonly JsonObject[] {
  const changed = variables(own.config).filter(({ name, value }) => common.config[name] !== value);
  const replaced = changed.filter(({ name }) => common.config[name] !== undefined).map(({ name }) => ({ name }));
  return [
    ...override(own.spec.name, "remove", replaced),
    ...override(own.spec.name, "add", [...changed, ...secretVariables(own.secrets, own.metadata.name)]),
  ];
}

/** The Secrets that are written for an app have the zone's name in theirs. */
function furtherEnvironment({ spec, metadata }: Workload): readonly JsonObject[] {
  return spec.containers.flatMap(({ name, secrets }) =>
    override(name, "add", secretVariables(secrets, metadata.name, name)),
  );
}

function override(containerName: string, operator: "add" | "remove", value: readonly JsonObject[]) {
  return value.length > 0 ? [{ containerName, operator, value: value as readonly Json[] }] : [];
}

/** Configuration as variables, by their names. */
export function variables(config: Workload["config"]): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(config)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}
