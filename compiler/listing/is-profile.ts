/**
 * Whether a pinned profile, `name@version`, is the one that is asked for.
 *
 * @param profile `name` or `name@version`; undefined: any
 */
export function isProfile(reference: string, { profile }: { readonly profile?: string | undefined }): boolean {
  return profile === undefined || reference === profile || reference.startsWith(`${profile}@`);
}
