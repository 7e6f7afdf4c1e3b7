/** A forge did not do what it was asked for. */

import { withoutSecrets } from "../../model/url.ts";

/** What was asked, what was answered, and what to do next; no credential is in it. */
export class ForgeError extends Error {
  readonly hint: string;
  /** Status of the answer; absent where there was none. */
  readonly status: number | undefined;

  constructor(message: string, hint: string, status?: number) {
    super(message);
    this.hint = hint;
    this.status = status;
  }
}

/** What helps after a status that is none of success, or after one of its hundred. */
const hints: Readonly<Record<number, string>> = {
  3: "the forge answers elsewhere, where the token is not taken to: give that URL, or the new name of the repository",
  5: "run it again when the forge is well",
  401: "the token is not valid: give another one in FLOTILLA_REVIEW_TOKEN",
  403: "the token may not do this: docs/guide-reviewer.md lists the rights that it needs",
  404: "there is no such thing, or the token may not see it: docs/guide-reviewer.md lists the rights that it needs",
  413: "the forge takes no request of this size",
  422: "the forge does not take the request: its own words above say why",
  429: "the forge takes no more requests for now: run it again later",
};

/** @param said text of the answer, or what of it is worth quoting */
export function refusal(what: string, status: number, said: string, token: string): ForgeError {
  const hint = hints[status] ?? hints[Math.floor(status / 100)] ?? "run it again";
  return new ForgeError(`the forge answered ${status} to ${what}${quoted(said, token)}`, hint, status);
}

/** Some words of an answer, on one line, without the token and what looks like one. */
function quoted(said: string, token: string): string {
  const line = said.replaceAll(token, "...").replace(/\s+/g, " ").trim();
  const safe = withoutSecrets(line) ?? "";
  return safe === "" ? "" : `: ${safe.length > 300 ? `${safe.slice(0, 299)}…` : safe}`;
}
