/** The matrix as lines: who begins stands at the left, who is reached at the right. */

import type { Cell, Matrix } from "./groups.ts";

const ROW = 20;
const WIDTH = 760;
const [LEFT, RIGHT] = [250, 510];

interface PictureProps {
  readonly matrix: Matrix;
  readonly chosen: Cell | undefined;
}

export function ReachPicture({ matrix, chosen }: PictureProps) {
  const { from, to, cells } = matrix;
  const height = Math.max(from.length, to.length) * ROW + 8;
  const middle = (index: number) => index * ROW + ROW / 2 + 4;
  const title = `${cells.length} pairs of groups, of which one reaches the other; the matrix below says the same`;
  return (
    <svg class="reach" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={title}>
      {cells.map((cell) => {
        const [start, end] = [middle(from.indexOf(cell.from)), middle(to.indexOf(cell.to))];
        const isFaint = chosen !== undefined && (chosen.from !== cell.from || chosen.to !== cell.to);
        const bend = (LEFT + RIGHT) / 2;
        return (
          <path
            key={`${cell.from} ${cell.to}`}
            class={[cell.isAround ? "around" : "", isFaint ? "other" : ""].filter(Boolean).join(" ")}
            d={`M${LEFT} ${start}C${bend} ${start} ${bend} ${end} ${RIGHT} ${end}`}
          />
        );
      })}
      {from.map((name, index) => (
        <text key={name} x={LEFT - 6} y={middle(index) + 4} text-anchor="end">
          {name}
        </text>
      ))}
      {to.map((name, index) => (
        <text key={name} x={RIGHT + 6} y={middle(index) + 4}>
          {name}
        </text>
      ))}
    </svg>
  );
}
