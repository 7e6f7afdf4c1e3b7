import { Construct } from "constructs";
import type { HelmRelease } from "../model/manifest.ts";

/** A chart inside a layer. The delivery engine of the region decides which objects install it. */
export class HelmChart extends Construct {
  readonly release: HelmRelease;

  constructor(scope: Construct, id: string, release: HelmRelease) {
    super(scope, id);
    this.release = release;
  }
}
