import { Construct } from "constructs";
import type { Source } from "../model/source.ts";
import type { HostSpec } from "../model/zone-file.ts";
import type { Site } from "./site.ts";

/** One server. */
export class Host extends Construct {
  readonly site: Site;
  readonly spec: HostSpec;
  readonly source: Source | undefined;
  readonly name: string;
  readonly path: string;

  constructor(site: Site, spec: HostSpec, source?: Source) {
    super(site, spec.name);
    this.site = site;
    this.spec = spec;
    this.source = source;
    this.name = spec.name;
    this.path = `${site.path}/${spec.name}`;
  }
}
