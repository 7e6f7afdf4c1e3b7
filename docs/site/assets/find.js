/** Entries that have every word, best first: a word in a heading weighs more than one in a page's name or in the text. */
globalThis.findInPages = (entries, words) => {
  const weigh = ({ page, heading, text }) => {
    const places = [heading, page, text].map((place) => place.toLowerCase());
    let sum = 0;
    for (const word of words) {
      const weight = places.reduce((most, place, at) => Math.max(most, place.includes(word) ? 3 - at : 0), 0);
      if (weight === 0) return 0;
      sum += weight;
    }
    return sum;
  };
  return entries
    .map((entry) => ({ entry, weight: weigh(entry) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 20)
    .map(({ entry }) => entry);
};
