import { fileLocation } from "../../model/layout.ts";
import type { ChangeRule, GoneObject, RepositoryChange } from "../rule.ts";
import { disappearedSites } from "./disappeared-sites.ts";

export const retiredData: ChangeRule = {
  id: "FLT-GUARD-020",
  scope: "change",
  severity: "error",
  title: "What holds data is retired before it is deleted",
  help: "A namespace, a claim, a StatefulSet with claims and an installed chart take with them what they hold: with the namespace of a renamed tenant go its volumes on every cluster, with a storage layer the volumes of everybody. Removal takes two steps. First it is retired and published: `state: retired` of a tenant, an app or a volume, `retiredNamespaces` of a tenant, `retire` for layers. A later change removes it. Who wants a layer to go and its objects to stay names it in `orphan` instead.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_telco.yaml:
    { id: namespace_telco.yaml, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# namespace_telco.yaml of the tip
apiVersion: v1
kind: Namespace
metadata: { name: telco, labels: { flotilla.dev/tenant: telco } }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_telco.yaml:
    { id: namespace_telco.yaml, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# namespace_telco.yaml of the tip
apiVersion: v1
kind: Namespace
metadata: { name: telco, labels: { flotilla.dev/tenant: telco, flotilla.dev/state: retired } }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check(change) {
    return goneOfLivingSites(change)
      .filter(({ fate, effect, isRetired }) => fate === "pruned" && effect === "deletes" && !isRetired)
      .map((object) => ({
        message: `${object.name} is not retired in the repository and gone from the fleet: it would be deleted with all data in it`,
        subject: object.construct,
        hint: `${firstStep(object)}, publish, and remove it with a later change`,
      }));
  },
};

/** Objects that go while their site stays what and where it was; a site that goes, moves or changes its kind has rules of its own. */
export function goneOfLivingSites(change: RepositoryChange): readonly GoneObject[] {
  const { gone, before, after } = change;
  if (gone.length === 0) return [];
  const disappeared = new Set(disappearedSites(change).map(({ name }) => name));
  const stays = (name: string) => {
    const [old, now] = [before?.sites[name], after.sites[name]];
    return !disappeared.has(name) && now?.state !== "retired" && old?.zone === now?.zone && old?.kind === now?.kind;
  };
  return gone.filter(({ path }) => {
    const site = fileLocation(path)?.site;
    return site === undefined || stays(site);
  });
}

function firstStep({ tenant, app, reconciler, retirement }: GoneObject): string {
  if (retirement !== undefined) return `put it back; ${retirement}`;
  if (tenant !== undefined)
    return `put it back; set state: retired for tenant ${tenant}, or name the namespace in its retiredNamespaces`;
  if (app !== undefined) return `put it back; set state: retired for app ${app} or for its volume`;
  return `put it back; name ${reconciler} in retire for the clusters concerned, or in orphan when its objects shall stay`;
}
