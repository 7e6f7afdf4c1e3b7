/** Groups that begin paths by groups that are reached; a cell is a switch that narrows the list below. */

import type { Cell, Matrix } from "./groups.ts";

interface MatrixProps {
  readonly matrix: Matrix;
  readonly chosen: Cell | undefined;
  readonly choose: (cell: Cell | undefined) => void;
}

export function ReachMatrix({ matrix, chosen, choose }: MatrixProps) {
  return (
    <section class="matrix" aria-label="Matrix of who reaches whom">
      <table>
        <caption class="small">Rows begin, columns are reached; a number counts kinds of paths.</caption>
        <thead>
          <tr>
            <th scope="col">from</th>
            {matrix.to.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.from.map((from) => (
            <tr key={from}>
              <th scope="row">{from}</th>
              {matrix.to.map((to) => {
                const cell = matrix.cell(from, to);
                if (!cell) return <td key={to} />;
                const isChosen = chosen?.from === from && chosen.to === to;
                return (
                  <td key={to}>
                    <button
                      type="button"
                      class={cell.isAround ? "around" : ""}
                      aria-pressed={isChosen}
                      aria-label={`${from} to ${to}: ${cell.rows.length}${cell.isAround ? ", past a hub" : ""}`}
                      onClick={() => choose(isChosen ? undefined : cell)}
                    >
                      {cell.rows.length}
                      {cell.isAround && " !"}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
