import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";
import { disappearedSites } from "./disappeared-sites.ts";

export const noRename: ChangeRule = {
  id: "FLT-GUARD-003",
  scope: "change",
  severity: "error",
  title: "A site keeps its name",
  help: "To the hub, a site of another name is another site: the old cluster is deleted and a new one made on the same servers, with all data of the site lost. A site that vanishes while its servers appear under a new name looks like a rename. Keep the old name, or retire the old site first, publish, and then add the new one.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { state: active }
files:
  hosts/4c4c4544-0051-3110-8052-b4c04f4e3332/cloud-config.yaml:
    { id: a1b2c3, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-futian-01, hosts: [{ machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332 }] }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { state: active }
files:
  hosts/4c4c4544-0051-3110-8052-b4c04f4e3332/cloud-config.yaml:
    { id: a1b2c3, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332 }] }]
`,
  check(change) {
    return disappearedSites(change).flatMap(({ name, state, path, now }) => {
      if (now?.how !== "renamed" || state === "retired") return [];
      return [
        {
          message: `looks like a rename of ${name} to ${now.site.name}: it has the same servers, and would be deleted and created again`,
          subject: path,
          others: [now.site.path],
          at: sourceAt(now.site.source, "name"),
          hint: `keep the name ${name}, or retire it first, publish, and then add ${now.site.name}`,
        },
      ];
    });
  },
};
