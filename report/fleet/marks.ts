/** Marks of sites in the picture: a shape and a colour each, so that nothing is told by colour alone. */

/** In the order in which values that have no mark of their own take one. */
export const marks = ["square", "dot", "diamond", "plus", "triangle", "bar", "cross", "hollow"] as const;
export type Mark = (typeof marks)[number];

/** Pixels from one mark to the next. */
export const STEP = 9;
const SIZE = 7;

/** SVG path data of each shape in a square of `SIZE`, relative to its upper left corner. */
const shapes: Readonly<Record<Mark, string>> = {
  square: `h${SIZE}v${SIZE}h-${SIZE}z`,
  dot: "m2 2h3v3h-3z",
  diamond: "m3.5 0l3.5 3.5l-3.5 3.5l-3.5 -3.5z",
  plus: "m2.5 0h2v2.5h2.5v2h-2.5v2.5h-2v-2.5h-2.5v-2h2.5z",
  triangle: "m3.5 0l3.5 7h-7z",
  bar: "m0 2h7v3h-7z",
  cross: "l1.5 0l2 2l2 -2l1.5 0l0 1.5l-2 2l2 2l0 1.5l-1.5 0l-2 -2l-2 2l-1.5 0l0 -1.5l2 -2l-2 -2z",
  hollow: "h7v7h-7zm1.5 1.5v4h4v-4z",
};

/** Path data of one mark with its upper left corner there, in pixels. */
export function markPath(mark: Mark, x: number, y: number): string {
  return `M${x} ${y}${shapes[mark]}`;
}
