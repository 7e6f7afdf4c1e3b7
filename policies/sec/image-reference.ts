/** An image as a container names it: `registry/path:tag@digest`. */
export interface ImageReference {
  /** Registry and path. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

export function parseImage(image: string): ImageReference {
  const [tagged = "", digest] = image.split("@", 2);
  const colon = tagged.indexOf(":", tagged.lastIndexOf("/") + 1);
  return {
    name: colon < 0 ? tagged : tagged.slice(0, colon),
    tag: colon < 0 ? undefined : tagged.slice(colon + 1),
    digest,
  };
}

/** Whether the image, chart or registry is one of these registries or lies below one. */
export function isFrom(registries: readonly string[], name: string): boolean {
  return registries.some((registry) => name === registry || name.startsWith(`${registry}/`));
}

const moving: ReadonlySet<string> = new Set(
  "latest stable edge main master dev develop nightly canary snapshot release production prod current".split(" "),
);

/** Why the image may mean something else tomorrow, or nothing when it cannot. */
export function floating({ tag, digest }: ImageReference): string | undefined {
  if (digest !== undefined) return undefined;
  if (tag === undefined) return "has no tag, which means latest";
  if (moving.has(tag.toLowerCase())) return `has the moving tag ${tag}`;
  return /^v?\d+(-[a-z]+)?$/.test(tag)
    ? `has the tag ${tag}, which moves with every release of that major version`
    : undefined;
}
