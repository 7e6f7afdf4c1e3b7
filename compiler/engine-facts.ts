/** What rules ask of the engines, answered by the engines themselves. */
import type { EngineTables } from "../engines/engines.ts";
import { federationOf, namespacesOfEngines, provisionerOf, runtimeOf } from "../engines/lookup.ts";
import type { EngineFacts } from "../policies/engine-facts.ts";

export function engineFacts(engines: EngineTables): EngineFacts {
  return {
    upgrade: (site) => {
      const settings = site.profile?.provisioner;
      return settings && provisionerOf(engines, settings)?.upgrade?.(site, settings);
    },
    runtime: (settings) => {
      const engine = runtimeOf(engines, settings);
      if (!engine) return undefined;
      const { name, fixedVersion, hasServices, enforcesNetworkPolicies, ownLabels = [] } = engine;
      const kubernetes = engine.kubernetes(settings);
      return {
        name,
        version: engine.version(settings),
        kubernetes,
        fixedVersion,
        upgrade: engine.upgradesFrom && { from: engine.upgradesFrom(settings) },
        hasServices,
        enforcesNetworkPolicies,
        ownLabels,
      };
    },
    makesClusters: (settings) => provisionerOf(engines, settings)?.makesClusters ?? false,
    needsHub: (settings) => provisionerOf(engines, settings)?.needsHub ?? false,
    balances: (settings) => provisionerOf(engines, settings)?.balances?.(settings) ?? false,
    foundingState: (settings) => provisionerOf(engines, settings)?.foundingState,
    authoritiesBesideCredentials: (name) => engines.deliveries[name].authoritiesBesideCredentials ?? false,
    checksSignatures: (name) => engines.deliveries[name].artifacts.checksSignatures,
    traffic: (site) => {
      const settings = site.profile?.provisioner;
      if (!settings) return undefined;
      const { traffic } = provisionerOf(engines, settings) ?? runtimeOf(engines, settings) ?? {};
      return traffic?.(site, settings);
    },
    federationPorts: (federation) => federationOf(engines, federation)?.centrePorts,
    namespaces: namespacesOfEngines(engines),
  };
}
