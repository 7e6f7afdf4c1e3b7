/** The differing fields of a class, before and after beside each other. */

import type { LeafChange } from "../../compiler/plan/leaf-changes.ts";
import { plural } from "../../pipeline/report/text.ts";
import { TableHead } from "../table-head.tsx";
import { type Piece, sideBySide } from "./side-by-side.ts";

interface DifferencesProps {
  readonly changes: readonly LeafChange[];
  /** Differences that the plan leaves out. */
  readonly cut: number;
}

export function Differences({ changes, cut }: DifferencesProps) {
  if (changes.length === 0) return undefined;
  return (
    <table class="difference">
      <TableHead titles={["field", "before", "after"]} />
      <tbody>
        {changes.map(({ path, before, after }, index) => {
          const sides = sideBySide(before, after);
          return (
            <tr key={index}>
              <th scope="row">{path}</th>
              <Side pieces={sides.before} element="del" />
              <Side pieces={sides.after} element="ins" />
            </tr>
          );
        })}
      </tbody>
      {cut > 0 && (
        <tfoot>
          <tr>
            <td colSpan={3}>{plural(cut, "more difference")}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Side({ pieces, element: Other }: { readonly pieces: readonly Piece[]; readonly element: "del" | "ins" }) {
  if (pieces.length === 0) return <td class="nothing">not there</td>;
  return (
    <td>
      {pieces.map(({ text, isOther }, index) =>
        isOther ? <Other key={index}>{text}</Other> : <span key={index}>{text}</span>,
      )}
    </td>
  );
}
