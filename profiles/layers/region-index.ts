import { ApiObject } from "cdk8s";
import type { Centre } from "../../constructs/centre.ts";
import { defineLayer } from "../../constructs/profile.ts";
import { securedNamespace } from "./pod-security.ts";

const namespace = "flotilla-system";

/** Where every region is: what people and programs at the centre start from. */
export const regionIndex = defineLayer({
  name: "region-index",
  category: "addon",
  inputs: ({ fleet }: Centre) => ({
    regions: fleet.regions.map((region) => ({
      name: region.name,
      code: region.spec.code,
      repository: region.repository,
      endpoint: region.hub?.endpoint,
      delivery: region.delivery,
    })),
  }),
  render(scope, { regions }) {
    securedNamespace(scope, namespace, "restricted");
    new ApiObject(scope, "regions", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "regions", namespace },
      data: Object.fromEntries(
        regions.map(({ name, ...facts }) => [`${name}.json`, `${JSON.stringify(facts, undefined, 2)}\n`]),
      ),
    });
  },
});
