import { field, texts } from "../../model/json-fields.ts";
import type { ManifestRule } from "../rule.ts";
import { tenantOf } from "./tenant-namespaces.ts";

export const tenantExternalAddresses: ManifestRule = {
  id: "FLT-SEC-049",
  scope: "manifest",
  severity: "error",
  widest: "site",
  kinds: ["Service"],
  atApiServer: { by: "flotilla-services", where: "in namespaces of tenants; addresses that live may stay" },
  title: "No Service of a tenant takes over addresses",
  help: "Every node sends what goes to an address in `externalIPs` of a Service to the pods of that Service, whoever the address belongs to: a tenant reads so what other pods send to the internet, to the API server or to another tenant (CVE-2020-8554, which Kubernetes leaves to admission). In a tenant's namespace no Service has them, a layer's as little as an app's. An app is reached through the ingress controller, by `expose`.",
  bad: `# a layer's object
apiVersion: v1
kind: Service
metadata: { name: checkout, namespace: retail }
spec: { selector: { app.kubernetes.io/name: checkout }, ports: [{ port: 443 }], externalIPs: [203.0.113.7] }
`,
  good: `# a layer's object
apiVersion: v1
kind: Service
metadata: { name: checkout, namespace: retail }
spec: { selector: { app.kubernetes.io/name: checkout }, ports: [{ port: 443 }] }
`,
  check(object, context) {
    const tenant = tenantOf(object.metadata.namespace, context);
    const addresses = texts(field(object["spec"], "externalIPs"));
    if (tenant === undefined || addresses.length === 0) return [];
    return [
      {
        message: `tenant ${tenant} gets what is sent to ${addresses.join(", ")}, expected no externalIPs`,
        hint: "leave externalIPs away, and let the app be reached by expose",
      },
    ];
  },
};
