/** Options that several commands have. */

import type { Option } from "./command.ts";

export const fleet: Option = {
  name: "fleet",
  value: "DIR",
  help: "folder that holds sites/ and apps/ (default: the fleet that this folder is in)",
};
export const region: Option = {
  name: "region",
  value: "R",
  multiple: true,
  help: "only this region, may be given several times; `centre` is one of them",
};
export const codeFrom: Option = {
  name: "code-from",
  value: "REV",
  help: "Git revision whose configuration, profiles, rules and engines are run: for changes that nobody trusts",
};
export const strict: Option = { name: "strict", help: "warnings count as errors" };
export const format = (...choices: readonly string[]): Option => ({
  name: "format",
  value: "FORMAT",
  choices,
  help: `one of ${choices.join(", ")} (default: text)`,
});
