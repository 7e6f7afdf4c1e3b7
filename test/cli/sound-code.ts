/** Code of a fleet's own that is all right, to be spoilt. */

import manifest from "../../package.json" with { type: "json" };
import { ownEngine } from "../e2e/own-engine.ts";

const { name: flotillaPackage } = manifest;
export const engineFile = "engines/shelf/shelf.ts";
export const profileFile = "profiles/edge-shelf/1.0.0.ts";
export const ruleFile = "policies/named.ts";
export const configFile = "flotilla.config.ts";

/** A fleet with an engine, a profile and a rule of its own that is all right. */
export const sound: Readonly<Record<string, string>> = {
  ...ownEngine,
  [ruleFile]: `import { defineRule } from "${flotillaPackage}";
export const named = defineRule({
  id: "SHOP-SITE-001", scope: "site", severity: "error", title: "Named", help: "Named.", bad: "", good: "",
  check: ({ name }) => (name === "" ? [{ message: "found no name" }] : []),
});
`,
  [configFile]: `import { defineFleet } from "${flotillaPackage}";
import { shelf } from "./engines/shelf/shelf.ts";
import { named } from "./policies/named.ts";
import { edgeShelf } from "./profiles/edge-shelf/1.0.0.ts";
export default defineFleet({
  profiles: { sites: [edgeShelf] },
  policies: { rules: [named] },
  engines: { provisioners: { shelf } },
});
`,
};

export function edited(file: string, from: string | RegExp, to: string): string {
  const before = sound[file] as string;
  const after = before.replace(from, () => to);
  if (after === before) throw new Error(`the edit of ${file} changed nothing`);
  return after;
}
