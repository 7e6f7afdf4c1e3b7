/** Words in the tag of an image by which it means something else tomorrow, and what makes a tag exact in spite of them. */

/** Words that follow a line of development, unless a full version stands beside them. */
export const movingWords: readonly string[] =
  "stable edge main master dev develop release production prod current lts next testing unstable trunk head beta alpha".split(
    " ",
  );

/** Words that move whatever stands beside them. */
export const alwaysMovingWords: readonly string[] = "latest nightly canary snapshot rolling".split(" ");

/** A full version or a date; as text, since API servers read it as well (RE2, as JavaScript). */
export const exactVersion = "[0-9]+\\.[0-9]+\\.[0-9]+|[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}";

/** A tag that is a major or minor version alone, which every release moves; a word may follow. */
export const movingVersion = "^v?[0-9]+(\\.[0-9]+)?(?:-[a-z]+)*$";
