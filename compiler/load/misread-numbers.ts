/** Finds whole numbers that readers of YAML take for different numbers. */

import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, Scalar } from "yaml";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Step } from "../../model/source.ts";

/** What may be such a number, in all of a text; those in comments and quotes are sorted out by the slow reader. */
const SUSPECT = /(?:^|[\s[,{]|["']:)[-+]?(?:0\d+|[1-9]\d{15,})(?=[ \t]*(?:[\r,\]}#]|:\s|$))/m;
const LEADING_ZERO = /^([-+]?)0+(\d+)$/;
const WHOLE = /^[-+]?\d{16,}$/;

/**
 * Whole numbers with zeros in front, which YAML 1.1 takes for octal (kubectl, Flux and most Go programs read it) and YAML 1.2
 * for decimal, and those beyond 2^53 - 1, whose last digits JavaScript drops without a word.
 *
 * @param text well-formed; of one document or several
 */
export function misreadNumbers(file: string, text: string): readonly Diagnostic[] {
  if (!SUSPECT.test(text)) return [];
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap(({ contents }) =>
    scalarsBelow(contents, []).flatMap(({ path, written, offset }): readonly Diagnostic[] => {
      const fault = faultOf(written);
      if (!fault) return [];
      const { line, col } = lines.linePos(offset);
      const at = { file, path, position: { line, column: col } };
      const where = path.length > 0 ? `${path.join(".")}: ` : "";
      const message = `${where}found ${written}, expected ${fault.expected}`;
      return [{ code: "load/value", severity: "error", message, at, subjects: [], hint: fault.hint }];
    }),
  );
}

function faultOf(written: string): { readonly expected: string; readonly hint: string } | undefined {
  const [zeros, sign, digits] = LEADING_ZERO.exec(written) ?? [];
  if (zeros !== undefined) {
    const decimal = `${sign}${digits}`;
    const octal = /^[0-7]+$/.test(digits ?? "") ? `${sign}${Number.parseInt(digits ?? "", 8)}` : decimal;
    const other = octal === decimal ? "" : `, ${octal} where octal is meant`;
    return {
      expected: "a whole number without zeros in front, which some readers take for octal",
      hint: `write ${decimal}${other}, or "${written}" where text is meant`,
    };
  }
  if (!WHOLE.test(written) || Number.isSafeInteger(Number(written))) return undefined;
  return {
    expected: `a whole number up to ${Number.MAX_SAFE_INTEGER}, since a larger one loses digits`,
    hint: `write "${written}" where text is meant`,
  };
}

interface WrittenScalar {
  readonly path: readonly Step[];
  readonly written: string;
  readonly offset: number;
}

/** Plain scalars of a document, keys included, with the text that stands in the file. */
function scalarsBelow(node: unknown, path: readonly Step[]): readonly WrittenScalar[] {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => {
      const step = isScalar(key) ? String(key.source ?? key.value) : String(key);
      return [...scalarsBelow(key, [...path, step]), ...scalarsBelow(value, [...path, step])];
    });
  }
  if (isSeq(node)) {
    return node.items.flatMap((item, index) => (isPair(item) ? [] : scalarsBelow(item, [...path, index])));
  }
  const { type, source, range } = (isScalar(node) ? node : {}) as Partial<Scalar> & Pick<Node, "range">;
  return type === Scalar.PLAIN && source !== undefined && range ? [{ path, written: source, offset: range[0] }] : [];
}
