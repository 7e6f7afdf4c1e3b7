/** Versions as packages state them, as far as an upgrade compares them. */

interface Version {
  readonly numbers: readonly number[];
  /** Empty for a release. */
  readonly preview: string;
}

function parse(text: string): Version | undefined {
  const [, major, minor, patch, preview = ""] =
    /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(text) ?? [];
  return major === undefined ? undefined : { numbers: [major, minor, patch].map(Number), preview };
}

/** Whether the second comes after the first; undefined when one of them is no version. */
export function isNewer(before: string, after: string): boolean | undefined {
  const [a, b] = [parse(before), parse(after)];
  if (!a || !b) return undefined;
  for (const [index, number] of b.numbers.entries()) {
    const other = a.numbers[index] ?? 0;
    if (number !== other) return number > other;
  }
  if (a.preview === b.preview) return false;
  // A preview comes before its release; of two the words decide, numbers by their value.
  if (a.preview === "" || b.preview === "") return b.preview === "";
  return a.preview.localeCompare(b.preview, "en", { numeric: true }) < 0;
}

/**
 * Whether a version of Node is one that `engines.node` allows, for the forms that packages of this project use: `^22.18.0`,
 * `>=24.0.0`, several with `||`. Another form says nothing.
 */
export function allowsNode(range: string, node: string): boolean {
  const found = parse(node);
  if (!found) return true;
  return range.split("||").some((each) => {
    const [, sign = "", text = ""] = /^\s*(\^|>=)(\S+)\s*$/.exec(each) ?? [];
    const least = parse(text);
    if (!least) return true;
    const isOld = isNewer(node, text) === true;
    return !isOld && (sign === ">=" || least.numbers[0] === found.numbers[0]);
  });
}
