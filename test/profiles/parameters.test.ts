import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { catalogue } from "../../profiles/catalogue.ts";

describe("parameters", () => {
  const declared = (reference: string) => catalogue.sites.get(reference)?.parameters;

  test("have a default each, so that a site need set none", () => {
    for (const profiles of [catalogue.sites, catalogue.hubs, catalogue.centres]) {
      for (const { name, parameters } of profiles.values()) {
        expect(parameters.safeParse({}).success, name).toBe(true);
      }
    }
  });

  test("say what they do", () => {
    for (const profiles of [catalogue.sites, catalogue.hubs, catalogue.centres]) {
      for (const { name, parameters } of profiles.values()) {
        for (const [key, type] of Object.entries(parameters.shape)) {
          expect((type as z.ZodType).description, `${name} ${key}`).toMatch(/\.$/);
        }
      }
    }
  });

  test.each([
    { metricsRetention: "six hours" },
    { metricsRetention: "0h" },
    { storage: "-1Gi" },
    { storageEngine: "ceph" },
    { logShipper: "fluentd" },
    { ntp: "10.44.0.1" },
    { dns: ["name.example"] },
    { colour: "blue" },
  ])("of a cluster site refuse %o", (values) => {
    expect(declared("edge-k3s@1.0.0")?.safeParse(values).success).toBe(false);
    expect(declared("edge-metal@1.0.0")?.safeParse(values).success).toBe(false);
  });

  test("that zones of mixed profiles set are known to node sites too", () => {
    expect(Object.keys(declared("edge-kubeedge@1.0.0")?.shape ?? {})).toEqual(
      expect.arrayContaining(["ntp", "storage"]),
    );
  });
});
