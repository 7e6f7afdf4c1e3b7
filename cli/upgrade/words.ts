/** What `flotilla upgrade` says, format by format. */

/** What became of an upgrade that went well. */
export interface Upgraded {
  readonly from: string;
  readonly to: string;
  readonly manager: string;
  readonly isTrial: boolean;
  /** Files that were changed; empty for a trial. */
  readonly changed: readonly string[];
  /** What the tool alone changes, in the format that was asked for. */
  readonly diff: string;
}

export const upgradeFormats: Readonly<Record<"text" | "json" | "markdown", (upgraded: Upgraded) => string>> = {
  text: (upgraded) =>
    `Flotilla ${upgraded.from} to ${upgraded.to}: what the tool alone changes, with the fleet's files as they are\n\n${upgraded.diff}\n${ending(upgraded).join("\n")}\n`,
  markdown: (upgraded) =>
    `## Flotilla ${upgraded.from} to ${upgraded.to}\n\nWhat the tool alone changes, with the fleet's files as they are.\n\n${upgraded.diff}\n${ending(
      upgraded,
    )
      .map((line) => `- ${line}`)
      .join("\n")}\n`,
  json: ({ from, to, manager, changed, diff }) =>
    `${JSON.stringify({ schema: "flotilla.dev/upgrade/v1", from, to, packageManager: manager, changed, diff: JSON.parse(diff) as unknown }, undefined, 2)}\n`,
};

function ending(upgraded: Upgraded): readonly string[] {
  const { from, to } = upgraded;
  return [outcome(upgraded), ...(from === to ? [] : [goneBy(from, to)])];
}

function outcome({ to, isTrial, changed }: Upgraded): string {
  if (isTrial) return `Nothing was changed: this was a trial. Without --dry-run ${to} is installed.`;
  if (changed.length === 0) return `${to} was installed already; nothing was changed.`;
  return `${to} is installed; ${changed.join(" and ")} ${changed.length === 1 ? "names" : "name"} it. Commit them, and publish as always.`;
}

function goneBy(from: string, to: string): string {
  return `Once ${to} has published, ${from} refuses to change those repositories (exit code 11); \`flotilla publish --allow-older-tool\` goes back on purpose.`;
}

/** The way back, which no upgrade goes. */
export function downgradeWords(from: string, to: string, restore: string): string {
  return [
    `found ${to}, expected a version newer than ${from}, which is installed`,
    `  next: to go back, restore package.json and its lock from the commit before the upgrade and run ${restore}; then flotilla publish --allow-older-tool goes over what ${from} wrote`,
  ].join("\n");
}
