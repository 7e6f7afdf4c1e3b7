/** What somebody fetches because a file of the output says so: what a mirror must hold. */

import type { Architecture } from "./zone-file.ts";

/**
 * `image`: of a container. `chart`: a Helm chart in an OCI registry. `artifact`: anything else in an OCI registry.
 * `os-image`: what a server boots, in a registry or behind a URL. `file`: behind a URL, or by its path where an operator
 * puts it. `git`: a repository with a tag.
 */
export const pulledTypes = ["image", "chart", "artifact", "os-image", "file", "git"] as const;
export type PulledType = (typeof pulledTypes)[number];

/** Something that is fetched. */
export interface Pulled {
  readonly type: PulledType;
  /** `registry/path:tag@digest`, `https://host/path`, `https://host/repository.git@tag`, or a path. */
  readonly reference: string;
  /** Those that this one serves, where its place says so; absent: those of the servers there. */
  readonly architectures?: readonly Architecture[];
}

/**
 * Reads a text that may hold manifests; gives nothing for any other text.
 *
 * @param name of the file that it is, where it has one: some engines' files are read by their names
 */
export type ReadManifests = (text: string, name?: string) => readonly Pulled[];

/** What the content of a file or an object, parsed, makes somebody fetch. */
export type PullReader = (content: unknown, read: ReadManifests) => readonly Pulled[];

/** A host, a path and a tag or a digest: a whole reference to an image. */
const WHOLE_REFERENCE = /^(?:[\w-]+(?:\.[\w-]+)+|localhost)(?::\d+)?\/[\w./-]+(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/;

/** Whether a text is a reference to an image with its registry and its version. */
export function isWholeReference(text: string): boolean {
  return WHOLE_REFERENCE.test(text) && /[:@]/.test(text.slice(text.lastIndexOf("/")));
}

export function pulledImage(value: unknown): readonly Pulled[] {
  return typeof value === "string" && value !== "" ? [{ type: "image", reference: value }] : [];
}
