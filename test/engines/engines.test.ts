import { describe, expect, test } from "vitest";
import { deliveries, nodeRuntimes, placements, provisioners } from "../../engines/engines.ts";
import { provisionerOf } from "../../engines/lookup.ts";
import { placementNames } from "../../model/app-file.ts";
import { deliveryNames } from "../../model/region-file.ts";

describe("the tables of engines", () => {
  test("each engine stands under its own name", () => {
    for (const table of [deliveries, provisioners, placements, nodeRuntimes]) {
      for (const [name, engine] of Object.entries(table)) expect(engine.name).toBe(name);
    }
  });

  test("every name that a file of the fleet may hold has an engine or says what to use instead", () => {
    expect(Object.keys(deliveries).sort()).toEqual([...deliveryNames].sort());
    expect(Object.keys(placements).sort()).toEqual([...placementNames].sort());
    const absent = Object.values(placements).filter((engine) => "absent" in engine);
    expect(absent.length).toBeGreaterThan(0);
    for (const engine of absent) expect(engine.alternative).toMatch(/^use /);
  });

  test("a node runtime is the same engine as the provisioner of its name", () => {
    expect(nodeRuntimes.kubeedge).toBe(provisioners.kubeedge);
    expect(provisionerOf({ engine: "existing" })).toBe(provisioners.existing);
  });
});
