import { firstNames } from "../../model/first-names.ts";
import { sourceAt } from "../../model/source.ts";
import type { ChangeRule, HandedOverNamespace, RepositoryChange } from "../rule.ts";

export const handedOver: ChangeRule = {
  id: "FLT-GUARD-025",
  scope: "change",
  severity: "error",
  title: "A namespace stays with its tenant",
  help: "Whoever owns a namespace reads and changes all that is in it on every cluster: Secrets, volumes, running pods. A namespace that is listed at another tenant stays where it is with its content, and other people have it from then on; the apps of its tenant go from it. Retire the namespace, publish, remove it, and let the other tenant have a new one of the name with a later change. Where the content shall go along, name it in `takesOver` of the tenant that gets it, in the same reviewed change, and take that back afterwards. Where the groups of the one had it as groups of the other already, nobody gains anything and nothing is refused.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_shop.yaml:
    { id: namespace_shop.yaml, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# .flotilla/inventory.json of the new content
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_shop.yaml: { id: a1b2c3 }
---
# namespace_shop.yaml of the tip
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { flotilla.dev/tenant: retail } }
---
# namespace_shop.yaml of the new content
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { flotilla.dev/tenant: payment }, annotations: { flotilla.dev/owners: payment-team } }
---
# sites/fleet.yaml
tenants:
  - { name: retail, namespaces: [retail], owners: [retail-team] }
  - { name: payment, namespaces: [payment, shop], owners: [payment-team] }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_shop.yaml:
    { id: namespace_shop.yaml, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# .flotilla/inventory.json of the new content
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_shop.yaml: { id: a1b2c3 }
---
# namespace_shop.yaml of the tip
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { flotilla.dev/tenant: retail } }
---
# namespace_shop.yaml of the new content
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { flotilla.dev/tenant: payment }, annotations: { flotilla.dev/owners: payment-team } }
---
# sites/fleet.yaml
tenants:
  - { name: retail, namespaces: [retail], owners: [retail-team] }
  - name: payment
    namespaces: [payment, shop]
    owners: [payment-team]
    takesOver: [{ namespace: shop, from: retail }]
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check(change) {
    return change.handedOver
      .filter((each) => each.gains.length > 0 && !isDeclared(change, each))
      .map((each) => {
        const { namespace, from, to, gains, holds } = each;
        const content = holds.length > 0 ? firstNames(holds) : "what is in it";
        return {
          message: `namespace ${namespace} goes from tenant ${from} to ${to}: ${firstNames(gains)} would read and change ${content}, Secrets among it`,
          at: placeOf(change, each),
          hint: `list it at ${from} again, retire it there, and let ${to} have it once it is gone; or name it in takesOver of ${to}: [{ namespace: ${namespace}, from: ${from} }]`,
        };
      });
  },
};

function isDeclared({ fleet }: RepositoryChange, { namespace, from, to }: HandedOverNamespace): boolean {
  const tenant = fleet.spec.tenants.find(({ name }) => name === to);
  return tenant?.takesOver.some((each) => each.namespace === namespace && each.from === from) === true;
}

function placeOf({ fleet }: RepositoryChange, { namespace, to }: HandedOverNamespace) {
  const index = fleet.spec.tenants.findIndex(({ name }) => name === to);
  const place = fleet.spec.tenants[index]?.namespaces.indexOf(namespace) ?? -1;
  return sourceAt(fleet.source, ...(place < 0 ? ["tenants"] : ["tenants", index, "namespaces", place]));
}
