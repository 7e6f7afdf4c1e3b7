/** Where in a fleet's own code an error arose: its first frame outside of Flotilla and of packages. */

/** The folder of the program, as its stack frames name it. */
const program = import.meta.url.slice(0, import.meta.url.lastIndexOf("/model/") + 1);

/** `/work/my-fleet/policies/owner.ts:12:5`; undefined when no code of a fleet's own took part. */
export function errorPlace(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const [, url = "", line, column] of (error.stack ?? "").matchAll(/(file:\/\/\S+?):(\d+):(\d+)/g)) {
    if (url.startsWith(program) || url.includes("/node_modules/")) continue;
    return `${decodeURIComponent(url.replace(/^file:\/\/(\/[A-Za-z]:)?/, (_, drive?: string) => drive?.slice(1) ?? "").replace(/\?.*$/, ""))}:${line}:${column}`;
  }
  return undefined;
}

/** What an error says, with the place in a fleet's own code that it came from. */
export function errorText(error: unknown): string {
  const place = errorPlace(error);
  if (error instanceof Error && error.name === "OwnCodeError") return error.message;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return place === undefined ? reason : `${reason} (${place})`;
}
