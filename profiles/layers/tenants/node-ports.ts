/** What tenants get for the node ports of their apps: a way through the fence, and a quota of just so many. */

import { ApiObject, JsonPatch } from "cdk8s";
import type { Construct } from "constructs";
import type { AppGrant } from "../../../constructs/app-grants.ts";
import type { Layer } from "../../../constructs/profile.ts";
import type { TenantInputs } from "./namespaces.ts";

/** A layer of tenants with node ports. Clients may ask at them; what an app has besides stays closed. */
export function withNodePorts<S, P>(tenants: Layer<S, P>): Layer<S, P> {
  return {
    ...tenants,
    prepare(subject, parameters) {
      const instance = tenants.prepare(subject, parameters);
      if (!instance) return undefined;
      const { apps = [] } = instance.inputs as TenantInputs;
      return {
        inputs: instance.inputs,
        render(scope) {
          instance.render(scope);
          addAllNodePorts(scope, apps);
        },
      };
    },
  };
}

type NodePorts = NonNullable<AppGrant["nodePorts"]>;

/** By app: a hub's zones share one Service, and pods of every placement have the app's name. */
function addAllNodePorts(scope: Construct, grants: readonly AppGrant[]): void {
  const open = grants.filter(({ nodePorts }) => nodePorts !== undefined);
  const apps = [...Map.groupBy(open, ({ namespace, app }) => `${namespace}/${app}`).values()];
  for (const own of apps) addNodePorts(scope, own as [AppGrant]);
  const firsts = apps.flatMap(([first]) => first ?? []);
  for (const [namespace, own] of Map.groupBy(firsts, (each) => each.namespace)) allowNodePorts(scope, namespace, own);
}

function addNodePorts(scope: Construct, grants: readonly [AppGrant, ...AppGrant[]]): void {
  const [{ namespace, app, tenant }] = grants;
  const name = { "app.kubernetes.io/name": app };
  new ApiObject(scope, `${namespace}-${app}-node-ports`, {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: `app-${app}-node-ports`, namespace, labels: { ...name, "app.kubernetes.io/part-of": tenant } },
    spec: {
      podSelector: { matchLabels: name },
      policyTypes: ["Ingress"],
      ingress: ingressOf(grants.flatMap(({ nodePorts = [] }) => nodePorts)),
    },
  });
}

/** A rule a port: zones of several regions name the clients of each. */
function ingressOf(nodePorts: NodePorts) {
  const ports = Map.groupBy(nodePorts, ({ port, protocol }) => `${port}/${protocol}`);
  return [...ports.values()].flatMap((own) => {
    const [first] = own;
    const ranges = new Map(own.flatMap(({ clients }) => clients).map((each) => [each.cidr, each]));
    const from = [...ranges.values()].map(({ cidr, except }) => ({
      ipBlock: { cidr, ...(except.length > 0 && { except: [...except] }) },
    }));
    return first ? [{ from, ports: [{ port: first.port, protocol: first.protocol }] }] : [];
  });
}

/** As many as the apps have: a Service by somebody's own hand gets none. */
function allowNodePorts(scope: Construct, namespace: string, grants: readonly AppGrant[]): void {
  const count = grants.reduce((sum, { nodePorts = [] }) => sum + nodePorts.length, 0);
  const quota = scope.node.findChild(`${namespace}-quota`) as ApiObject;
  quota.addJsonPatch(JsonPatch.replace("/spec/hard/services.nodeports", String(count)));
}
