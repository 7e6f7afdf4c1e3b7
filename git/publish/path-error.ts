/**
 * Why a path must not go into a tree, or undefined when it may.
 *
 * Git itself refuses `.git` in every spelling that NTFS or HFS+ would fold to it (git 2.39, path.c `is_ntfs_dotgit`,
 * utf8.c `is_hfs_dotgit`); the names Windows reserves and the characters it cannot store are refused too, since
 * people check these repositories out on any machine.
 */
export function pathError(path: string): string | undefined {
  if (path.startsWith("/")) return "is absolute";
  for (const segment of path.split("/")) {
    const error = segmentError(segment);
    if (error !== undefined) return error;
  }
  return path.length > 1024 ? "is longer than 1,024 characters" : undefined;
}

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/^$/, "has an empty segment"],
  [/^\.{1,2}$/, "has a segment `.` or `..`"],
  [/[^\x20-\x7e]/, "holds a control or non-ASCII character"],
  [/[\\:*?"<>|]/, "holds a character that Windows cannot store"],
  [/[ .]$/, "has a segment that ends in a space or a dot"],
  [/^(\.git|git~\d+|\.gitmodules|gitmod~\d+)$/i, "has a segment that Git reserves"],
  [/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i, "has a segment that Windows reserves"],
  [/^.{256}/, "has a segment of more than 255 characters"],
];

/** Most segments are plain words: those need one test instead of eight. */
const PLAIN = /^[a-z0-9][a-z0-9_-]{4,}(\.[a-z0-9_-]+)*$/;

/** The same for one name between slashes. */
export function segmentError(segment: string): string | undefined {
  if (segment.length < 200 && PLAIN.test(segment)) return undefined;
  return FORBIDDEN.find(([pattern]) => pattern.test(segment))?.[1];
}
