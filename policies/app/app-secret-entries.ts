import type { App } from "../../constructs/app.ts";
import { sourceAt } from "../../model/source.ts";
import type { FleetRule } from "../rule.ts";

export const appSecretEntries: FleetRule = {
  id: "FLT-APP-004",
  scope: "fleet",
  severity: "error",
  title: "An app takes the secrets of its own tenant out of the store",
  help: "External Secrets fetches whatever an app names, with the rights of the platform: without a bound, every tenant could have the credentials of all others, of the BMCs and of the repositories. Entries of a tenant are below its name.",
  bad: `# profiles/edge-k3s/1.0.0.ts, with External Secrets
profile: edge-k3s@1.0.0
layers:
  - { name: external-secrets, category: kubernetes, used: true }
  - { name: cilium, category: cni }
  - { name: local-path, category: csi }
---
# apps/retail/checkout.yaml
secrets: [{ name: BMC_PASSWORD, from: bmc/rack-12, property: password }]
`,
  good: `# profiles/edge-k3s/1.0.0.ts, with External Secrets
profile: edge-k3s@1.0.0
layers:
  - { name: external-secrets, category: kubernetes, used: true }
  - { name: cilium, category: cni }
  - { name: local-path, category: csi }
---
# apps/retail/checkout.yaml
secrets: [{ name: DB_PASSWORD, from: retail/checkout, property: password }]
`,
  check(fleet) {
    return fleet.apps.flatMap((app) => {
      const own = `${app.spec.tenant}/`;
      return entries(app)
        .filter(({ entry }) => !entry.startsWith(own) || entry.split("/").some((part) => /^\.*$/.test(part)))
        .map(({ entry, steps }) => ({
          message: `${entry} is no entry of tenant ${app.spec.tenant}, expected one below ${own}`,
          subject: app.path,
          at: sourceAt(app.source, ...steps),
          hint: `put the secret into the store as ${own}${app.spec.name}, or ask the platform team to`,
        }));
    });
  },
};

interface Entry {
  readonly entry: string;
  readonly steps: readonly (string | number)[];
}

/** Every entry that the file of an app names. */
function entries({ spec, differences }: App): readonly Entry[] {
  const scopes = [
    { part: spec, steps: [] },
    ...differences,
    ...(["initContainers", "containers"] as const).flatMap((key) =>
      spec[key].map((part, index) => ({ part, steps: [key, index] })),
    ),
  ];
  const token = spec.consul?.token?.from;
  const ofScopes = scopes.flatMap(({ part, steps }): readonly Entry[] => {
    const tls = "expose" in part ? part.expose?.tls?.from : undefined;
    return [
      ...(part.secrets ?? []).flatMap(({ from }, index) =>
        from === undefined ? [] : [{ entry: from, steps: [...steps, "secrets", index, "from"] }],
      ),
      ...(tls === undefined ? [] : [{ entry: tls, steps: [...steps, "expose", "tls", "from"] }]),
    ];
  });
  return [...ofScopes, ...(token === undefined ? [] : [{ entry: token, steps: ["consul", "token", "from"] }])];
}
