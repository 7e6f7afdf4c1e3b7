/** Images and charts in the fleet's mirror. */

import type { ChartSource } from "../../model/manifest.ts";
import type { ProfileImage } from "../../model/provisioner.ts";

/** An image that its makers publish for amd64 and arm64 under one tag. */
export function multiArchitectureImage(name: string, tag: string): ProfileImage {
  return { name, tag, architectures: ["amd64", "arm64"] };
}

/** A chart in the fleet's mirror, at `charts/<name>`. */
export function mirroredChart(registry: string, name: string, version: string): ChartSource {
  return { kind: "oci", url: `oci://${registry}/charts/${name}`, version };
}
