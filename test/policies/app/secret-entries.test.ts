import { expect, test } from "vitest";
import { findings } from "../finding.ts";

const app = (entry: string) => `# apps/retail/checkout.yaml
ports: [{ name: http, port: 8080 }]
consul: { token: { from: ${entry}, property: password } }
`;

test("The token by which an app is registered in Consul is an entry of its tenant, as every other secret is", () => {
  expect(findings("FLT-APP-004", app("bmc/rack-12"))).toMatchObject([
    {
      message: "bmc/rack-12 is no entry of tenant retail, expected one below retail/",
      at: "apps/retail/checkout.yaml consul.token.from",
    },
  ]);
  expect(findings("FLT-APP-004", app("retail/consul"))).toEqual([]);
});
