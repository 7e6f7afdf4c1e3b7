/** The facts of every kind that a compilation may emit: Kubernetes' own, those of its engines, those of its profiles. */
import type { ProfileCatalogue } from "../constructs/catalogue.ts";
import { type EngineTables, engines as shippedEngines } from "../engines/engines.ts";
import { kindsOfEngines } from "../engines/lookup.ts";
import { externalSecretsKinds } from "../model/kinds/external-secrets.ts";
import type { KindTable } from "../model/kinds/facts.ts";
import { kubernetesKinds } from "../model/kinds/kubernetes.ts";

export function kindFacts(
  { kinds = {} }: Pick<ProfileCatalogue, "kinds">,
  engines: EngineTables = shippedEngines,
): KindTable {
  return { ...kubernetesKinds, ...externalSecretsKinds, ...kindsOfEngines(engines), ...kinds };
}
