/** Where in a fleet's own code an error arose: its first frame outside of Flotilla and of packages. */

/** The folder of the program, as its stack frames name it. */
const program = import.meta.url.slice(0, import.meta.url.lastIndexOf("/model/") + 1);

/** `/work/my-fleet/policies/owner.ts:12:5`; undefined when no code of a fleet's own took part. */
export function errorPlace(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const [, url = "", line, column] of (error.stack ?? "").matchAll(/(file:\/\/\S+?):(\d+):(\d+)/g)) {
    if (url.startsWith(program) || url.includes("/node_modules/")) continue;
    return `${pathOfUrl(url)}:${line}:${column}`;
  }
  return undefined;
}

/** The path of a file URL with forward slashes, on Windows from its drive: `C:/work/my-fleet/fleet.ts`. */
export function pathOfUrl(url: string): string {
  const path = decodeURIComponent(url.replace(/^file:\/\//, "").replace(/\?.*$/, ""));
  return path.replace(/^\/(?=[A-Za-z]:\/)/, "");
}

/** The place in a folder, when it is there: Windows writes folders with other slashes, and drives in either case. */
export function placeWithin(place: string, folder: string): string {
  const slashes = (path: string) => path.replaceAll("\\", "/").replace(/^[a-z](?=:\/)/, (drive) => drive.toUpperCase());
  const [path, above] = [slashes(place), `${slashes(folder).replace(/\/+$/, "")}/`];
  return path.startsWith(above) ? path.slice(above.length) : path;
}

/** Errors whose message is a whole sentence of Flotilla's own. */
const ownWords: ReadonlySet<string> = new Set(["OwnCodeError", "UnknownFact"]);

/** What an error says, with the place in a fleet's own code that it came from. */
export function errorText(error: unknown): string {
  const place = errorPlace(error);
  if (error instanceof Error && ownWords.has(error.name)) return error.message;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return place === undefined ? reason : `${reason} (${place})`;
}
