/** The root of the tree of constructs. */

import { RootConstruct } from "constructs";
import type { BaselineSpec } from "../model/baseline-file.ts";
import type { ExemptionSpec } from "../model/exemption-file.ts";
import type { FleetSpec } from "../model/fleet-file.ts";
import { type OwnersSpec, ownersFileSchema } from "../model/owners-file.ts";
import { type Source, within } from "../model/source.ts";
import { App } from "./app.ts";
import type { ProfileCatalogue } from "./catalogue.ts";
import { Centre } from "./centre.ts";
import { childrenInOrder } from "./children.ts";
import type { ParameterScope } from "./parameters.ts";
import type { FleetSettings } from "./profile-target.ts";
import { Region } from "./region.ts";
import { System } from "./system.ts";

/** An exemption with the place it was written at. */
export interface Exemption extends ExemptionSpec {
  readonly source?: Source | undefined;
}

/** Findings that are passed over, with the place they were written at. */
export interface BaselineEntry extends BaselineSpec {
  readonly source?: Source | undefined;
}

/** Who has to agree to which changes, with the place it was written at. */
export interface Owners extends OwnersSpec {
  readonly source?: Source | undefined;
}

export interface FleetOptions {
  readonly catalogue: ProfileCatalogue;
  readonly exemptions?: readonly Exemption[];
  readonly baseline?: readonly BaselineEntry[];
  readonly owners?: Owners | undefined;
  readonly source?: Source | undefined;
}

/**
 * The root of the tree: one centre, its regions, their zones and sites.
 * Ids are the domain's names, so a path such as `panji/guangdong/shenzhen/sz-nanshan-01` stays the
 * same when files move. `node.lock()` it when the definition is complete.
 */
export class Fleet extends RootConstruct {
  readonly spec: FleetSpec;
  readonly source: Source | undefined;
  readonly catalogue: ProfileCatalogue;
  readonly exemptions: readonly Exemption[];
  readonly baseline: readonly BaselineEntry[];
  /** Where nobody is named, `areas` is empty. */
  readonly owners: Owners;
  readonly path: string;
  readonly parameterScope: ParameterScope;
  readonly centre: Centre;
  /** `host[:port][/path]` of each registry; the first is where the shipped profiles are mirrored. */
  readonly registries: readonly string[];
  /** What every construct below needs to know. */
  readonly settings: FleetSettings;

  constructor(spec: FleetSpec, options: FleetOptions) {
    super(spec.name);
    this.spec = spec;
    this.source = options.source;
    this.catalogue = options.catalogue;
    this.exemptions = options.exemptions ?? [];
    this.baseline = options.baseline ?? [];
    this.owners = options.owners ?? ownersFileSchema.parse({});
    this.path = spec.name;
    this.registries = spec.registries.map((each) => (typeof each === "string" ? each : each.host));
    this.settings = { name: spec.name, repositories: spec.repositories, registries: this.registries };
    this.parameterScope = {
      scope: "fleet",
      construct: this.path,
      values: spec.parameters,
      source: this.source && within(this.source, "parameters"),
    };
    this.centre = new Centre(this);
  }

  /** In the order of their names. */
  get regions(): readonly Region[] {
    return regionsOf(this);
  }

  /** In the order of tenant and name. */
  get apps(): readonly App[] {
    return appsOf(this);
  }

  /** In the order of tenant and name; their apps are among `apps`. */
  get systems(): readonly System[] {
    return systemsOf(this);
  }
}

const systemsOf = childrenInOrder(System, ({ spec }) => `${spec.tenant}/${spec.name}`);
const regionsOf = childrenInOrder(Region, ({ name }) => name);
const appsOf = childrenInOrder(App, ({ spec }) => `${spec.tenant}/${spec.name}`);
