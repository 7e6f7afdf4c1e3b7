import { sourceAt } from "../../model/source.ts";
import type { ChangeRule } from "../rule.ts";

export const fixedFields: ChangeRule = {
  id: "FLT-GUARD-011",
  scope: "change",
  severity: "error",
  title: "A living site keeps what cannot change in place",
  help: "Some fields of a site are fixed once its cluster lives: the ranges of pods and services, the virtual address, the storage engine, the role of a server, with Metal3 also its MAC, BMC and address. Another value is refused by a webhook and stops the whole folder of the site, or reaches only servers that are installed anew, or cuts the cluster off. The engine that makes the site says which fields those are, what another value does and the way round. The published values stand in the inventory; a repository of an older version records none, and the next publish adds them.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { fields: { network.pods: 10.244.0.0/16 } }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { pods: 10.245.0.0/16 } }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { fields: { network.pods: 10.244.0.0/16 } }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, network: { pods: 10.244.0.0/16 } }]
`,
  check({ fields }) {
    return fields
      .filter(({ mayChange }) => !mayChange)
      .map(({ site, field, host, before = "none", after = "none", remedy, source, effect }) => ({
        message: `${field} of site ${site.name} changes from ${before} to ${after}, which ${verbs[effect] ?? "does harm"}`,
        subject: site.path,
        at: sourceAt(site.hosts.find(({ name }) => name === host)?.source ?? site.source, ...steps(field)),
        hint: `${remedy} (${source})`,
      }));
  },
};

const verbs: Readonly<Partial<Record<string, string>>> = {
  refused: "a living cluster refuses",
  reinstalls: "makes a new cluster in place of the old one",
  "at installation": "reaches only servers that are installed again",
  unknown: "nobody stated the effect of",
};

/** The steps to the field below the place of its site or host. */
function steps(field: string): readonly string[] {
  const host = /^hosts\..+\.([^.]+)$/.exec(field)?.[1];
  if (host !== undefined) return [host];
  return /^(network|parameters)\./.test(field) ? field.split(".") : [];
}
