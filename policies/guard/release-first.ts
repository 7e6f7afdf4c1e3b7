import { hubSitePath, objectOfFile } from "../../model/layout.ts";
import { pluralize } from "../pluralize.ts";
import type { ChangeRule } from "../rule.ts";
import { keptSites } from "./kept-sites.ts";

export const releaseFirst: ChangeRule = {
  id: "FLT-GUARD-013",
  scope: "change",
  severity: "error",
  title: "A server is released before it leaves a living site",
  help: "Objects that stand for clusters, machines and servers are protected from pruning, so one that only goes from Git stays in the hub: the server remains installed and nobody manages it, and under another name one machine has two objects. Removing a server takes two steps: name it in the site's parameter `releasedHosts`, which takes its machine and its protection away; once the hub has applied that, remove the host. A rename, a new MAC address and a new BMC address are a server that goes and another one that comes. The operator's guide has the commands.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  hub/sites/shenzhen/sz-nanshan-01/baremetalhost_site-sz-nanshan-01_sz-nanshan-01-d.yaml:
    { id: a1b2c3, construct: panji/guangdong/shenzhen/sz-nanshan-01, kept: true }
---
# .flotilla/inventory.json of the new content
files:
  hub/sites/shenzhen/sz-nanshan-01/cluster_site-sz-nanshan-01_sz-nanshan-01.yaml: { id: d4e5f6 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  hub/sites/shenzhen/sz-nanshan-01/baremetalhost_site-sz-nanshan-01_sz-nanshan-01-d.yaml:
    { id: a1b2c3, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# .flotilla/inventory.json of the new content
files:
  hub/sites/shenzhen/sz-nanshan-01/cluster_site-sz-nanshan-01_sz-nanshan-01.yaml: { id: d4e5f6 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check(change) {
    const files = Object.entries(change.before?.files ?? {});
    const kept = keptSites(change);
    if (kept.length === 0) return [];
    const present = new Set(change.after.files.map(({ path }) => path));
    const gone = files.filter(([path, { kept }]) => kept && !present.has(path) && !HASHED.test(path));
    if (gone.length === 0) return [];
    return kept.flatMap(({ name, before, site }) => {
      const folder = `${hubSitePath(before.zone, name)}/`;
      const own = gone.flatMap(([path]) => (path.startsWith(folder) ? [objectOfFile(path.slice(folder.length))] : []));
      const [first] = own;
      // With its whole folder a site changes its provisioner, which FLT-GUARD-007 reports.
      const stays = change.after.files.some(({ path }) => path.startsWith(folder));
      if (first === undefined || !stays) return [];
      const rest = own.length - 1;
      const more = rest === 0 ? "" : ` and ${pluralize(rest, "other object")}`;
      return [
        {
          message: `${first}${more} would go from Git and stay in the hub: nothing prunes what is protected`,
          subject: site.path,
          hint: `put the server back and name it in the site's parameter releasedHosts, publish, wait until the hub has applied that, then remove it`,
        },
      ];
    });
  },
};

/** Templates follow one another under names that carry their content; an old one harms nobody. */
const HASHED = /-[0-9a-f]{8}\.yaml$/;
