import { sourceAt } from "../../model/source.ts";
import type { FleetRule } from "../rule.ts";
import { credentialInSetting } from "./credentials/credential.ts";

export const appConfigSecrets: FleetRule = {
  id: "FLT-SEC-004",
  scope: "fleet",
  severity: "error",
  baseline: "never",
  title: "The configuration of an app holds no credentials",
  help: "`config`, the `files` of a volume and the `env` of a further container become files in Git, readable by everybody who can read either, and for ever. Put the credential into the fleet's secret store and name it under `secrets`.",
  bad: `# apps/retail/checkout.yaml
config: { DB_PASSWORD: tr0ub4dor }
`,
  good: `# apps/retail/checkout.yaml
secrets: [{ name: DB_PASSWORD, secret: checkout-db, key: password }]
`,
  check(fleet) {
    return fleet.apps.flatMap((app) => {
      const scopes = [
        { config: app.spec.config, steps: ["config"] },
        ...app.differences.map(({ part: { config = {} }, steps }) => ({ config, steps: [...steps, "config"] })),
        ...(["initContainers", "containers"] as const).flatMap((key) =>
          app.spec[key].map(({ env }, index) => ({ config: env, steps: [key, index, "env"] })),
        ),
        ...(app.spec.volumes ?? []).map(({ files = {} }, index) => ({
          config: files,
          steps: ["volumes", index, "files"],
        })),
      ];
      return scopes.flatMap(({ config, steps }) =>
        Object.entries(config).flatMap(([key, value]) => {
          const found = credentialInSetting(key, value);
          if (found === undefined) return [];
          return [
            {
              message: `${steps.at(-1)} ${key} holds ${found}`,
              subject: app.path,
              at: sourceAt(app.source, ...steps, key),
              hint: "take it out, change it where it is valid, and name it under secrets",
            },
          ];
        }),
      );
    });
  },
};
