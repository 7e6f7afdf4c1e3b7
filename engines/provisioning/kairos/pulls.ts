/** What a server of Kairos fetches: its OS image, and what the manifests in its cloud-config run. */

import { fieldAt } from "../../../model/kinds/facts.ts";
import { type Pulled, type PullReader, pulledImage } from "../../../model/pulled.ts";
import { isUpgrade } from "./upgrade.ts";

/** A NodeOp that upgrades runs the OS image itself; any other an image of tools. */
export const nodeOpPulls: PullReader = (order) => {
  const read = isUpgrade(String(fieldAt(order, "metadata", "name"))) ? osImage : pulledImage;
  return [
    ["spec", "image"],
    ["spec", "preflight", "image"],
  ].flatMap((path) => read(fieldAt(order, ...path)));
};

/** `install.source` (`oci:<image>`), and the manifests among the files of all stages. */
export const cloudConfigPulls: PullReader = (config, read) => [
  ...osImage(fieldAt(config, "install", "source")),
  ...Object.values(fieldAt(config, "stages") ?? {})
    .flatMap((steps) => list(steps))
    .flatMap((step) => list(fieldAt(step, "files")))
    .flatMap((file) => read(String(fieldAt(file, "content") ?? ""))),
];

/** Paths on docker.io of what K3s itself runs (k3s scripts/airgap/image-list.txt); the mirror stands in for docker.io. */
export const k3sImagePaths: readonly string[] = ["rancher/klipper-", "rancher/mirrored-"];

function osImage(value: unknown): readonly Pulled[] {
  return typeof value === "string" ? [{ type: "os-image", reference: value.replace(/^oci:/, "") }] : [];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
