import { folderLocation } from "../../model/layout.ts";
import { pluralize } from "../pluralize.ts";
import type { ChangeRule, RepositoryChange } from "../rule.ts";

export const emptyNamespace: ChangeRule = {
  id: "FLT-GUARD-016",
  scope: "change",
  severity: "error",
  title: "The namespace of a tenant is empty before it goes",
  help: "With a namespace goes everything in it on every cluster: apps, volumes, what the tenant made there by hand. Removing a tenant or renaming a namespace takes two steps, as with sites and servers: take the tenant's apps away and publish; look at what is left in the namespace and save it; then remove the namespace with a later change. A renamed one is a namespace that comes beside the old one: add it, move the apps by its place in the list, and remove the old one later.",
  bad: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_retail.yaml: { id: a1b2c3, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
  sites/shenzhen/sz-nanshan-01/80-apps-retail/deployment_retail_checkout.yaml: { id: b2c3d4, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# .flotilla/inventory.json of the new content
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_telco.yaml: { id: c3d4e5 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  good: `# .flotilla/inventory.json of the tip
sites:
  sz-nanshan-01: { zone: shenzhen, state: active }
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_retail.yaml: { id: a1b2c3, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# .flotilla/inventory.json of the new content
files:
  sites/shenzhen/sz-nanshan-01/50-tenants/namespace_telco.yaml: { id: c3d4e5 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
`,
  check(change) {
    return [...Map.groupBy(filledNamespaces(change), ({ namespace }) => namespace)].map(([namespace, each]) => {
      const clusters = new Set(each.map(({ cluster }) => cluster));
      const [first] = each;
      return {
        message: `namespace ${namespace} would go from ${pluralize(clusters.size, "cluster")}, such as ${first?.cluster}, with the apps and volumes in it`,
        subject: change.construct,
        hint: "take the apps out of it first, publish, save what is left there, and remove the namespace with a later change",
      };
    });
  },
};

interface FilledNamespace {
  readonly namespace: string;
  readonly cluster: string;
}

/** Namespaces that go from a cluster that stays, while the tip still has apps of a tenant in them. */
function filledNamespaces({ before, after }: RepositoryChange): readonly FilledNamespace[] {
  const paths = Object.keys(before?.files ?? {});
  const candidates = paths.filter((path) => NAMESPACE.test(path));
  if (candidates.length === 0) return [];
  const present = new Set(after.files.map(({ path }) => path));
  const gone = candidates.flatMap((path) => {
    const location = folderLocation(folderOf(path));
    if (present.has(path) || before?.files[path]?.kept || !location) return [];
    return [{ namespace: NAMESPACE.exec(path)?.[1] ?? "", cluster: location.cluster }];
  });
  if (gone.length === 0) return [];
  // With its cluster a namespace goes as the rules on sites say.
  const living = new Set([...present].flatMap((path) => folderLocation(folderOf(path))?.cluster ?? []));
  const filled = new Set(paths.flatMap(appsNamespace));
  return gone.filter(({ namespace, cluster }) => living.has(cluster) && filled.has(`${cluster} ${namespace}`));
}

const NAMESPACE = /\/namespace_([^_/]+)\.yaml$/;

/** `<cluster> <namespace>` of an object of a tenant's apps. */
function appsNamespace(path: string): readonly string[] {
  const namespace = /\/[^_/]+_([^_/]+)_[^/]+\.yaml$/.exec(path)?.[1];
  const location = namespace === undefined ? undefined : folderLocation(folderOf(path));
  return location?.tenant === undefined ? [] : [`${location.cluster} ${namespace}`];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
