/** What Git prints when a repository does not take a push, in the order in which people read it. */

/** A hook, or the server, by the lines that Git hands on; on this machine some come as they are. */
const HANDED_ON = /^remote: ?/;
/** What Git itself says, here or at the other end (send-pack.c, receive-pack.c, transport.c, refs.c). */
const OF_GIT =
  /^(?:To |error: |fatal: |warning: |send-pack: | ! \[|hint: (?:Updates were|to the same|See the )|remote: error: hook declined)/;

/** The reason first: the words of whoever refused, what to do about it after them, and Git's own lines last. */
export function refusalWords(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.replace(HANDED_ON, "") !== "");
  const ofGit = lines.filter((line) => OF_GIT.test(line));
  const said = lines.filter((line) => !OF_GIT.test(line)).map((line) => line.replace(HANDED_ON, ""));
  const isHint = (line: string) => /^hint:/i.test(line);
  const reason = [...said.filter((line) => !isHint(line)), ...said.filter(isHint)];
  return [
    ...(reason.length > 0 ? [`It says: ${reason.join("; ")}.`] : []),
    `Git says: ${ofGit.map((line) => line.replace(HANDED_ON, "").trim()).join("; ") || "nothing"}.`,
  ].join(" ");
}
