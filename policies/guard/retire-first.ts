import type { ChangeRule } from "../rule.ts";
import { disappearedSites } from "./disappeared-sites.ts";

export const retireFirst: ChangeRule = {
  id: "FLT-GUARD-002",
  scope: "change",
  severity: "error",
  title: "A site is retired before it is deleted",
  help: "Removing a site takes two steps. `state: retired` takes its workloads away and lifts the protection of its cluster and machine objects; once that was published, the site can be removed from its file. A site that vanishes in one step was more likely lost than removed. A site that goes back to `state: planned` vanishes just as well.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { state: active }
  sz-nanshan-02: { state: active }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { state: active }
  sz-nanshan-02: { state: retired }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check(change) {
    return disappearedSites(change)
      .filter(({ state, now }) => state !== "retired" && !now)
      .map(({ name, state, path, isPlanned }) => ({
        message: `site ${name} is ${state} in the repository and ${isPlanned ? "planned again" : "gone from the fleet"}, expected it to be retired first`,
        subject: path,
        hint: "put it back with state: retired, publish, and remove it with a later change",
      }));
  },
};
