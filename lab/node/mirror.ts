/** Images for every name that a fleet's mirror must hold: real ones where the lab can make them, stand-ins elsewhere. */

import type { ImageRegistry } from "../servers/image-registry.ts";
import { programOf } from "../servers/programs.ts";
import type { ToolName } from "../tools.ts";
import type { Image } from "./image.ts";
import { pauseImage, programImage, shellImage, standInImage } from "./shop.ts";

/** Programs of the lab by the name of their image in a mirror. */
const programs: Readonly<Record<string, ToolName>> = {
  "fluxcd/source-controller": "source-controller",
  "fluxcd/kustomize-controller": "kustomize-controller",
  "fluxcd/helm-controller": "helm-controller",
  "rancher/local-path-provisioner": "local-path-provisioner",
  "rancher/mirrored-coredns-coredns": "coredns",
};

/** Commands that pods give to images that stand in. */
const commands = ["prometheus", "vector", "kube-vip"];

/** What images are made of. */
export interface ImageParts {
  /** Path of the shop's programme. */
  readonly shop: string;
  /** Folder of the Debian packages. */
  readonly packages: string;
  /** Further programs of the lab in place of stand-ins, by the name of their image. */
  readonly programs?: Readonly<Record<string, ToolName>>;
}

/**
 * Pushes an image for each reference `<registry>/<name>:<tag>`; those with a digest are the fleet's own and are there.
 *
 * @returns names that are stand-ins
 */
export async function fillMirror(
  registry: ImageRegistry,
  references: readonly string[],
  parts: ImageParts,
): Promise<readonly string[]> {
  const standIns: string[] = [];
  const standIn = standInImage(parts.shop, commands);
  for (const reference of references) {
    const [, name = "", tag = ""] = /^[^/]+\/([^@]+):([^:@]+)$/.exec(reference) ?? [];
    if (name === "") continue;
    const real = await realImage(name, parts);
    if (real === undefined) standIns.push(name);
    await registry.push(name, tag, real ?? standIn);
  }
  return standIns;
}

async function realImage(
  name: string,
  { shop, packages, programs: more = {} }: ImageParts,
): Promise<Image | undefined> {
  if (name === "rancher/mirrored-pause") return pauseImage(shop);
  if (name === "library/busybox") return shellImage(packages);
  if (name === "alpine/k8s") {
    return shellImage(packages, { helm: await programOf("helm"), kubectl: await programOf("kubectl") });
  }
  const program = programs[name] ?? more[name];
  return program === undefined
    ? undefined
    : programImage(name.slice(name.lastIndexOf("/") + 1), await programOf(program));
}
