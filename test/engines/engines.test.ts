import { describe, expect, test } from "vitest";
import { engines } from "../../engines/engines.ts";
import { placementOf, provisionerOf, runtimeOf } from "../../engines/lookup.ts";
import { placementNames } from "../../model/app-file.ts";
import { deliveryNames } from "../../model/delivery.ts";

describe("the tables of engines", () => {
  test("each engine stands under its own name", () => {
    const rows = Object.values(engines).flatMap((table) => Object.entries(table as Record<string, { name: string }>));
    expect(rows.length).toBeGreaterThan(8);
    for (const [name, engine] of rows) expect(engine.name).toBe(name);
  });

  test("every name that a file of the fleet may hold has an engine or says what to use instead", () => {
    expect(Object.keys(engines.deliveries).sort()).toEqual([...deliveryNames].sort());
    expect(Object.keys(engines.placements).sort()).toEqual([...placementNames].sort());
    const missing = Object.values(engines.placements).filter((engine) => "unimplemented" in engine);
    expect(missing.length).toBeGreaterThan(0);
    for (const { name, alternative } of missing) {
      expect(alternative).toMatch(/^use /);
      expect(placementOf(engines, name as (typeof placementNames)[number])).toBeUndefined();
    }
  });

  test("settings lead to one engine: a provisioner of clusters or a runtime of nodes", () => {
    const { provisioners, runtimes } = engines;
    expect(provisionerOf(engines, provisioners.kairos.example)).toBe(provisioners.kairos);
    expect(runtimeOf(engines, provisioners.kairos.example)).toBeUndefined();
    const [settings] = runtimes.kubeedge.example;
    expect(runtimeOf(engines, settings)).toBe(runtimes.kubeedge);
    expect(provisionerOf(engines, settings)).toBeUndefined();
  });
});
