/** A table of texts with a heading for each column and each row. */

import { TableHead } from "../table-head.tsx";
import { InPages } from "./in-pages.tsx";

interface RowsProps {
  readonly columns: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly string[])[];
}

export function Rows({ columns, rows }: RowsProps) {
  return (
    <InPages items={rows}>
      {(some) => (
        <table>
          <TableHead titles={columns} />
          <tbody>
            {some.map(([name, ...cells], row) => (
              <tr key={row}>
                <th scope="row">{name}</th>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </InPages>
  );
}
