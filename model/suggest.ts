/** The candidate closest to the word by edit distance, when it is close enough to be a likely slip. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Shorter words are one step away from too many others. */
const LEAST = 4;

/**
 * The only candidate that is one step away from the word, or none but in the case of letters: what a program may write in its
 * place. Numbers are never a slip: `zone-1` was not meant where `zone-2` stands.
 */
export function onlyNear(word: string, candidates: readonly string[]): string | undefined {
  const digits = (text: string) => text.replace(/\D/g, "");
  const near = [...new Set(candidates)].filter(
    (each) =>
      each !== word && digits(each) === digits(word) && editDistance(word.toLowerCase(), each.toLowerCase()) <= 1,
  );
  return word.length >= LEAST && near.length === 1 ? near[0] : undefined;
}

/** The end of a message: a question after the closest candidate, or nothing where none is close. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const close = suggest(word, candidates);
  return close === undefined ? "" : `; did you mean ${close}?`;
}

/** Levenshtein distance in which a swap of neighbours counts as one step. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (older[j - 2] as number) + 1);
      }
      row.push(cost);
    }
    older = last;
    last = row;
  }
  return last[b.length] as number;
}
