/** Versions as packages state them, as far as an upgrade compares them. */

import { isNewer as isLater } from "../../git/publish/tool-version.ts";

const VERSION = /^(\d+)\.\d+\.\d+(?:[-+]|$)/;

/** Whether the second comes after the first, as a publish will ask; undefined when one of them is no version. */
export function isNewer(before: string, after: string): boolean | undefined {
  return VERSION.test(before) && VERSION.test(after) ? isLater(after, before) : undefined;
}

/**
 * Whether a version of Node is one that `engines.node` allows, for the forms that packages of this project use: `^22.18.0`,
 * `>=24.0.0`, several with `||`. Another form says nothing.
 */
export function allowsNode(range: string, node: string): boolean {
  const major = majorOf(node);
  if (major === undefined) return true;
  return range.split("||").some((each) => {
    const [, sign = "", least = ""] = /^\s*(\^|>=)(\S+)\s*$/.exec(each) ?? [];
    if (majorOf(least) === undefined) return true;
    return isNewer(node, least) !== true && (sign === ">=" || majorOf(least) === major);
  });
}

const majorOf = (version: string): string | undefined => VERSION.exec(version)?.[1];
