import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explainSystem, findSystem } from "../../compiler/explain-system.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { allFiles, compileFleet } from "../compile-fleet.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { root } from "./pages.ts";

const blocks = [
  ...readFileSync(join(root, "docs/guide-system.md"), "utf8").matchAll(/^```yaml\n# [^\n]*\n([\s\S]*?)^```/gm),
].map(([, text = ""]) => text);
const [system = "", difference = ""] = blocks;

const compiled = () => compileFleet(fleetOnDisk({ "systems/retail/shop.yaml": `${system}${difference}` }));

test("The system of the guide compiles without a finding", () => {
  const { loaded, result } = compiled();
  expect([...loaded.diagnostics, ...result.diagnostics]).toEqual([]);
});

test("It becomes a folder for each app, which waits for those that it comes after", () => {
  const files = allFiles(compiled().contents);
  const site = "guangdong/sites/shenzhen/sz-nanshan-01";
  const kustomization = (app: string) =>
    files.get(`${site}/00-delivery/kustomization_flux-system_80-apps-retail.shop-${app}.yaml`);
  expect(kustomization("ledger")).toContain("wait: true");
  for (const app of ["till", "board"]) expect(kustomization(app)).toContain('- name: "80-apps-retail.shop-ledger"');
  const till = files.get(`${site}/80-apps-retail.shop-till/deployment_retail_shop-till.yaml`) ?? "";
  expect(till).toContain("replicas: 3");
  expect(till).toContain("mountPath: /etc/shop");
  expect(till).toContain("name: SIGNING_KEY");
  expect(till).toContain("flotilla.dev/system: shop");
  const config = files.get(`${site}/80-apps-retail.shop-till/configmap_retail_shop-till.yaml`);
  expect(config).toContain("CURRENCY: HKD");
  expect(config).toContain("LEDGER: http://shop-ledger:8080");
});

test("Every value of an app in a zone is told with the place of the file that says it", () => {
  const explained = findSystem(compiled().loaded.fleet as Fleet, "retail/shop");
  const values = explained && explainSystem(explained).places[0]?.values;
  const placeOf = (name: string) => values?.find((each) => each.name === name)?.source?.path.join(".");
  expect(placeOf("version")).toBe("version");
  expect(placeOf("ledger.image")).toBe("versions.2.4.1.ledger");
  expect(placeOf("board.image")).toBe("apps.2.image");
  expect(placeOf("till.replicas")).toBe("zones.shenzhen.apps.till.replicas");
  expect(placeOf("ledger.config.CURRENCY")).toBe("zones.shenzhen.config.CURRENCY");
  expect(placeOf("till.config.LEDGER")).toBe("apps.1.config.LEDGER");
});
