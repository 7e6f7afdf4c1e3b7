/** Changed files as a patch that `git apply` and `patch -p1` take in the fleet's folder. */

import { createTwoFilesPatch } from "diff";

export function patchOf(files: ReadonlyMap<string, { readonly before: string; readonly after: string }>): string {
  return [...files]
    .map(([file, { before, after }]) =>
      createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after).replace(/^=+\n/, ""),
    )
    .join("");
}
