/** Zones of a region. */

import { Construct } from "constructs";
import { type Source, within } from "../model/source.ts";
import type { ZoneSpec } from "../model/zone-file.ts";
import { childrenInOrder } from "./children.ts";
import type { ParameterScope } from "./parameters.ts";
import type { Region } from "./region.ts";
import { Site } from "./site.ts";

/** A zone without its sites: those are constructs of their own. */
export type ZoneOwnSpec = Omit<ZoneSpec, "sites">;

/** A city or county: the unit of shared parameters, zone-local traffic and app placement. */
export class Zone extends Construct {
  readonly region: Region;
  readonly spec: ZoneOwnSpec;
  readonly source: Source | undefined;
  readonly name: string;
  readonly path: string;
  readonly parameterScope: ParameterScope;

  constructor(region: Region, spec: ZoneOwnSpec, source?: Source) {
    super(region, spec.zone);
    this.region = region;
    this.spec = spec;
    this.source = source;
    this.name = spec.zone;
    this.path = `${region.path}/${spec.zone}`;
    this.parameterScope = {
      scope: "zone",
      construct: this.path,
      values: spec.parameters,
      source: source && within(source, "parameters"),
    };
  }

  /** In the order of their names. */
  get sites(): readonly Site[] {
    return sitesOf(this);
  }
}

const sitesOf = childrenInOrder(Site, ({ name }) => name);
