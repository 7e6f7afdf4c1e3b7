/** Two values beside each other, with what differs in them. */

import { diffWordsWithSpace } from "diff";

export interface Piece {
  readonly text: string;
  readonly isOther: boolean;
}

/** Characters; longer values are compared whole, since a comparison takes the time of their product. */
const MOST = 4000;

export function sideBySide(
  before: string | undefined,
  after: string | undefined,
): { readonly before: readonly Piece[]; readonly after: readonly Piece[] } {
  const whole = (text: string | undefined): readonly Piece[] => (text === undefined ? [] : [{ text, isOther: true }]);
  if (before === undefined || after === undefined || before.length + after.length > MOST) {
    return { before: whole(before), after: whole(after) };
  }
  const parts = diffWordsWithSpace(before, after);
  return {
    before: parts.filter(({ added }) => !added).map(({ value, removed }) => ({ text: value, isOther: removed })),
    after: parts.filter(({ removed }) => !removed).map(({ value, added }) => ({ text: value, isOther: added })),
  };
}
