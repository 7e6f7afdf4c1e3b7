/** Puts data into the page: one file that asks for nothing from anywhere. */

import { type PageContent, packed } from "./page-data.ts";

/** Where the data goes in the page as it is built; report/main.tsx reads it from there. */
export const dataSlot = '<script type="application/json" id="data"></script>';

/**
 * @param page as packaging/page.ts builds it, with `dataSlot` in it once
 * @returns HTML in UTF-8; equal content gives equal bytes
 */
export function filledPage(page: string, content: PageContent): string {
  const at = page.indexOf(dataSlot);
  if (at < 0) throw new Error(`the page has no ${dataSlot}`);
  const [open, close] = dataSlot.split("><");
  return `${page.slice(0, at)}${open}>${scriptJson(packed(content))}<${close}${page.slice(at + dataSlot.length)}`;
}

/**
 * JSON that no text in it can leave: an HTML reader looks for `</script` and `<!--` alone, and there is no `<`
 * (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
