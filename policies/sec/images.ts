/** The images and charts that an object makes a cluster pull. */

import { field, isMapping, mappings, text, texts } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { type ImageReference, parseImage } from "./image-reference.ts";
import { containers, podlessKinds, pods } from "./pods.ts";

/** Something that is pulled: an image, or a chart with the registry that it comes from. */
export interface Artifact {
  readonly what: "image" | "chart";
  /** As written. */
  readonly reference: string;
  /** Registry and path without scheme, tag and digest are cut off by the reader. */
  readonly name: string;
}

/** Images and charts that an object makes a cluster pull, as far as the object itself names where from. */
export function artifacts(object: KubernetesObject): readonly Artifact[] {
  return sources[object.kind]?.(object) ?? [...podImages(object), ...ownImages(object)];
}

function podImages(object: KubernetesObject): readonly Artifact[] {
  return pods(object).flatMap(({ spec: pod }) => [
    ...containers(pod).flatMap((container) => image(container["image"])),
    ...mappings(pod["volumes"]).flatMap((volume) => image(field(volume, "image", "reference"))),
  ]);
}

const sources: Readonly<Record<string, ((object: KubernetesObject) => readonly Artifact[]) | undefined>> = {
  YurtAppSet: (object) => [
    ...podImages(object),
    ...mappings(field(object, "spec", "workload", "workloadTweaks")).flatMap((tweak) =>
      mappings(field(tweak, "tweaks", "containerImages")).flatMap(({ targetImage }) => image(targetImage)),
    ),
  ],
  // Each server puts the version behind the name.
  NodeUpgradeJob: ({ spec }) =>
    image(`${text(field(spec, "image")) ?? ""}:${text(field(spec, "version")) ?? "latest"}`),
  ImagePrePullJob: ({ spec }) => texts(field(spec, "imagePrePullTemplate", "images")).flatMap(image),
  OCIRepository: (object) => chart(field(object, "spec", "url")),
  HelmRepository: (object) => chart(field(object, "spec", "url")),
  HelmRelease: (object) => valueImages(field(object, "spec", "values")),
  Application: (object) =>
    [field(object, "spec", "source"), ...mappings(field(object, "spec", "sources"))].flatMap((source) => [
      ...(text(field(source, "chart")) === undefined ? [] : chart(field(source, "repoURL"))),
      ...valueImages(field(source, "helm", "valuesObject")),
    ]),
};

/** Kinds that make no cluster pull anything; there is nothing to look for in them. */
export const pullFreeKinds: ReadonlySet<string> = new Set([...podlessKinds].filter((kind) => !sources[kind]));

/** `spec.image` of operators' kinds, such as NodeOp. */
function ownImages(object: KubernetesObject): readonly Artifact[] {
  return image(field(object, "spec", "image"));
}

function image(value: unknown): readonly Artifact[] {
  return typeof value === "string" && value !== "" ? [{ what: "image", reference: value, name: value }] : [];
}

function chart(value: unknown): readonly Artifact[] {
  return typeof value === "string" ? [{ what: "chart", reference: value, name: withoutScheme(value) }] : [];
}

/** Keys under which charts take an image, or the registry and path of one: `image`, `defaultImage`, `imageRegistry`, `hub`. */
const imageKeys = /(?:image|repository|registry|hub)$/i;

const host = /^(?:[\w-]+(?:\.[\w-]+)+|localhost|[\w-]+:\d+)(?:[:/]|$)/;

/** A whole reference with its registry and its tag or digest, as `--image` of any chart takes it; nothing else looks so. */
export function namedImage(value: string): ImageReference | undefined {
  if (!value.includes("/") || !host.test(value)) return undefined;
  const parsed = parseImage(value);
  return parsed?.tag === undefined && parsed?.digest === undefined ? undefined : parsed;
}

/** Only values that name a host: without one, the chart or its global registry decides. */
function valueImages(values: unknown, key = ""): readonly Artifact[] {
  if (Array.isArray(values)) return values.flatMap((each) => valueImages(each, key));
  if (isMapping(values)) return Object.entries(values).flatMap(([name, value]) => valueImages(value, name));
  if (typeof values !== "string") return [];
  const text = withoutScheme(values);
  return (imageKeys.test(key) && host.test(text)) || namedImage(text) ? image(text) : [];
}

function withoutScheme(url: string): string {
  return url.replace(/^(?:oci|https?):\/\//, "");
}
