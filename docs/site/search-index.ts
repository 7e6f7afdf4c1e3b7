/** What the search of the site looks through: a piece of text a heading. */

export interface SearchEntry {
  /** File and anchor in the site. */
  readonly link: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

/** The pieces of a page, from the HTML of its document. */
export function searchEntries(file: string, page: string, body: string): readonly SearchEntry[] {
  return body.split(/(?=<h[1-4] id=)/).flatMap((piece) => {
    const [whole = "", id = "", html = ""] = /^<h[1-4] id="([^"]+)"[^>]*>([\s\S]*?)<\/h[1-4]>/.exec(piece) ?? [];
    const text = plain(piece.slice(whole.length));
    return id === "" ? [] : [{ link: `${file}#${id}`, page, heading: plain(html), text }];
  });
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

function plain(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<[^>]+>/g, " ")
    .replace(/&(lt|gt|amp|quot);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
}
