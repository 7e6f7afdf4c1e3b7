/** References to images, read by the grammar of the distribution project, and whether they may mean something else tomorrow. */

import { alwaysMovingWords, exactVersion, movingVersion, movingWords } from "../../model/moving-tags.ts";

/** An image as a container names it: `registry/path:tag@digest`. */
export interface ImageReference {
  /** Registry and path. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const domainPart = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const domain = `(?:${domainPart}(?:\\.${domainPart})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const pathPart = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const digest = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
/** github.com/distribution/reference v0.6.0 regexp.go, anchored. */
const grammar = new RegExp(
  `^(?<name>(?:${domain}/)?${pathPart}(?:/${pathPart})*)(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>${digest}))?$`,
);

/** Undefined for what no container runtime would take. */
export function parseImage(image: string): ImageReference | undefined {
  const { name, tag, digest: own } = grammar.exec(image)?.groups ?? {};
  return name === undefined ? undefined : { name, tag, digest: own };
}

/** Whether the image, chart or registry is one of these registries or lies below one. */
export function isFrom(registries: readonly string[], name: string): boolean {
  return registries.some((registry) => name === registry || name.startsWith(`${registry}/`));
}

const moving: ReadonlySet<string> = new Set(movingWords);
const alwaysMoving: ReadonlySet<string> = new Set(alwaysMovingWords);
const exact = new RegExp(exactVersion);
const version = new RegExp(movingVersion);

/** Why the image may mean something else tomorrow, or nothing when it cannot. */
export function floating({ tag, digest: own }: Pick<ImageReference, "tag" | "digest">): string | undefined {
  if (own !== undefined) return undefined;
  if (tag === undefined) return "has no tag, which means latest";
  const parts = tag.toLowerCase().split(/[-_.]/);
  const hasVersion = exact.test(tag);
  if (parts.some((part) => alwaysMoving.has(part)) || (!hasVersion && parts.some((part) => moving.has(part)))) {
    return `has the moving tag ${tag}`;
  }
  const [isVersion, minor] = version.exec(tag) ?? [];
  if (hasVersion || isVersion === undefined) return undefined;
  return `has the tag ${tag}, which moves with every release of that ${minor === undefined ? "major" : "minor"} version`;
}
