import { describe, expect, test } from "vitest";
import { shippedCode, withConfiguration } from "../../compiler/fleet-code.ts";
import { defineFleet } from "../../compiler/fleet-configuration.ts";
import { configurationFaults } from "../../compiler/own-code/configuration-faults.ts";
import { kairos } from "../../engines/provisioning/kairos/kairos.ts";
import type { Rule } from "../../policies/rule.ts";
import { edgeK3s } from "../../profiles/edge-k3s/1.0.0.ts";

const rule = (id: string): Rule => ({
  id,
  scope: "site",
  severity: "error",
  title: "",
  help: "",
  bad: "",
  good: "",
  check: () => [],
});
const own = { ...edgeK3s, name: "edge-shop", version: "1.1.0" };
const faults = (found: unknown) => configurationFaults(shippedCode, found);

describe("Code of a fleet's own", () => {
  test("stands beside the shipped one", () => {
    const code = withConfiguration(
      shippedCode,
      defineFleet({
        profiles: { sites: [own] },
        policies: { rules: [rule("SHOP-SITE-001")] },
        engines: { provisioners: { shelf: { ...kairos, name: "shelf" } } },
      }),
    );
    expect([...code.catalogue.sites.keys()]).toEqual([...shippedCode.catalogue.sites.keys(), "edge-shop@1.1.0"]);
    expect(code.rules.map(({ id }) => id)).toEqual([...shippedCode.rules.map(({ id }) => id), "SHOP-SITE-001"]);
    expect(Object.keys(code.engines.provisioners)).toEqual([...Object.keys(shippedCode.engines.provisioners), "shelf"]);
  });

  test("takes the place of what has its name", () => {
    const replacement = { ...rule("FLT-NET-001"), title: "Ours" };
    const code = withConfiguration(shippedCode, {
      profiles: { shipped: false, sites: [edgeK3s] },
      policies: { rules: [replacement] },
    });
    expect([...code.catalogue.sites.keys()]).toEqual(["edge-k3s@1.0.0"]);
    expect([...code.catalogue.hubs.keys()]).toEqual([]);
    expect(code.rules.filter(({ id }) => id === "FLT-NET-001")).toMatchObject([{ title: "Ours" }]);
    expect(code.rules).toHaveLength(shippedCode.rules.length);
  });
});

describe("A configuration is refused", () => {
  test("that exports nothing", () => {
    expect(faults(null)).toEqual(["found no default export, expected `export default defineFleet({ ... })`"]);
  });

  test("with a key that nobody knows, at any depth", () => {
    expect(faults({ polices: {} })).toEqual([
      "found the key polices, expected one of profiles, policies, engines; did you mean policies?",
    ]);
    expect(faults({ profiles: { site: [] } })[0]).toMatch(/^found the key profiles\.site, .* did you mean sites\?$/);
  });

  test("with a profile under a name and version that is taken", () => {
    const twice = (reference: string) => [
      `found the profile ${reference} twice, expected a name and version that is not taken`,
    ];
    expect(faults({ profiles: { sites: [edgeK3s] } })).toEqual(twice("edge-k3s@1.0.0"));
    expect(faults({ profiles: { sites: [own, own] } })).toEqual(twice("edge-shop@1.1.0"));
    expect(faults({ profiles: { shipped: false, sites: [edgeK3s] } })).toEqual([]);
  });

  test("with an id that exemptions could not name, or that Flotilla may give away later", () => {
    expect(faults({ policies: { rules: [rule("owner")] } })[0]).toMatch(/found the id owner, expected <PREFIX>/);
    expect(faults({ policies: { rules: [rule("FLT-NET-900")] } })[0]).toMatch(/FLT- is Flotilla's$/);
  });

  test("with an engine under another name than its own, or for a word that no file knows", () => {
    expect(faults({ engines: { provisioners: { shelf: kairos } } })[0]).toMatch(
      /found the name kairos, expected its own name as the key$/,
    );
    expect(faults({ engines: { placements: { mine: { name: "mine" } } } })[0]).toMatch(
      /^found engines\.placements\.mine, expected one of native, /,
    );
  });
});
