/** What a fleet's flotilla.config.ts says: the profiles, rules and engines of its own. */

import type { ProfileCatalogue } from "../constructs/catalogue.ts";
import type { Centre } from "../constructs/centre.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { Hub } from "../constructs/hub.ts";
import type { Profile } from "../constructs/profile.ts";
import type { Site } from "../constructs/site.ts";
import type {
  DeliveryEngine,
  EngineSettings,
  NodeRuntimeEngine,
  PlacementEngine,
  ProvisioningEngine,
} from "../engines/engine.ts";
import type { Rule } from "../policies/rule.ts";

type OwnEngines<E> = Readonly<Record<string, E>>;

/**
 * The code of a fleet's own, beside the shipped one. It is the default export of `flotilla.config.ts` in the fleet's folder.
 * Every command, thread, stack and policy pack uses it.
 */
export interface FleetConfiguration {
  readonly profiles?: {
    /** False: the fleet may pin its own profiles alone. @default true */
    readonly shipped?: boolean;
    /** Each lies in `profiles/<name>/<version>.ts` of the fleet, which its fingerprint is made of. */
    readonly sites?: readonly Profile<Site>[];
    readonly hubs?: readonly Profile<Hub>[];
    readonly centres?: readonly Profile<Centre>[];
  } & Pick<ProfileCatalogue, "kinds" | "parameterFacts" | "chartImages" | "layerCalls">;
  readonly policies?: {
    /** Ids are `<PREFIX>-<AREA>-<nnn>`, like ACME-NET-001. One with the id of a shipped rule takes its place. */
    readonly rules?: readonly Rule[];
  };
  /** By their names. One with the name of a shipped engine takes its place. */
  readonly engines?: {
    readonly provisioners?: OwnEngines<ProvisioningEngine<EngineSettings>>;
    readonly runtimes?: OwnEngines<NodeRuntimeEngine<EngineSettings>>;
    /** For a word that `delivery` of a region knows. */
    readonly deliveries?: OwnEngines<DeliveryEngine>;
    /** For a word that `placement` of an app knows. */
    readonly placements?: OwnEngines<PlacementEngine>;
  };
}

/**
 * A fleet written in TypeScript: the default export of `fleet.ts` in the fleet's folder. It gets the fleet of `sites/` and
 * `apps/` where there is one, adds to it, and returns it; otherwise it makes the fleet.
 */
export type FleetProgram = (given: {
  readonly catalogue: ProfileCatalogue;
  /** Of the files, not locked yet; zones only of the regions that a command names. */
  readonly fromFiles: Fleet | undefined;
}) => Fleet;

/** Gives the program of a fleet its type, and gives it back. */
export function defineFleetProgram(program: FleetProgram): FleetProgram {
  return program;
}

/** Gives the configuration its type, and gives it back. */
export function defineFleet(configuration: FleetConfiguration): FleetConfiguration {
  return configuration;
}
