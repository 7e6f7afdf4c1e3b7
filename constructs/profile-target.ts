/** What runs a profile: a site, a hub, the centre. */

import { Construct } from "constructs";
import type { Source } from "../model/source.ts";
import { type ParameterScope, type ResolvedParameters, resolveParametersCached } from "./parameters.ts";
import type { ParameterValues, Profile } from "./profile.ts";

/** What every construct needs to know of the fleet above it. */
export interface FleetSettings {
  readonly name: string;
  readonly repositories: string;
  readonly registries: readonly string[];
}

/**
 * Something that runs a profile: a site, a hub, the centre.
 * The profile is looked up and its parameters are resolved once, when they are first asked for.
 */
export abstract class ProfileTarget<S> extends Construct {
  /** `name@version` as written. */
  readonly reference: string;
  readonly source: Source | undefined;
  readonly #catalogue: ReadonlyMap<string, Profile<S>>;
  #resolved: ResolvedParameters | undefined;

  constructor(
    scope: Construct,
    id: string,
    reference: string,
    catalogue: ReadonlyMap<string, Profile<S>>,
    source: Source | undefined,
  ) {
    super(scope, id);
    this.reference = reference;
    this.#catalogue = catalogue;
    this.source = source;
  }

  abstract readonly facts: FleetSettings;

  /** From the widest to the narrowest. */
  abstract parameterScopes(): readonly ParameterScope[];

  /** Undefined when nothing of that name and version exists; rule FLT-PRF-001 reports it. */
  get profile(): Profile<S> | undefined {
    return this.#catalogue.get(this.reference);
  }

  /** The mirror that the shipped profiles take images and charts from. */
  get registry(): string {
    return this.facts.registries[0] as string;
  }

  get resolved(): ResolvedParameters {
    const { profile } = this;
    this.#resolved ??= profile ? resolveParametersCached(profile, this.parameterScopes()) : nothing;
    return this.#resolved;
  }

  get parameters(): ParameterValues {
    return this.resolved.values;
  }
}

const nothing: ResolvedParameters = { values: {}, origins: {}, diagnostics: [] };
