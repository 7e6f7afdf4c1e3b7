import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { editorSchemas } from "../../cli/schema/editor-schemas.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { startLanguageServer } from "./language-server.ts";
import { runCommandHere } from "./run.ts";

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

/** Paths of fields that no text explains. */
function silent(schema: Schema, path: string): readonly string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    ...(field.description ? [] : [`${path}.${name}`]),
    ...silent(field, `${path}.${name}`),
  ]);
  const below = [schema.items, schema.additionalProperties, ...(schema.anyOf ?? [])];
  return [...own, ...below.flatMap((each) => (typeof each === "object" ? silent(each, path) : []))];
}

test("Every field of every file has a description", () => {
  for (const [name, text] of editorSchemas()) expect(silent(JSON.parse(text) as Schema, name)).toEqual([]);
});

const FILES = {
  fleet: "sites/fleet.yaml",
  region: "sites/guangdong/region.yaml",
  zone: "sites/guangdong/shenzhen.yaml",
  app: "apps/retail/checkout.yaml",
} as const;

describe("flotilla schema writes what the fleet has into its folder", () => {
  const written = async () => {
    const fleet = fleetOnDisk();
    expect(await runCommandHere(["schema", "--fleet", fleet])).toMatchObject({ code: 0, stderr: "" });
    const valid = (name: keyof typeof FILES, change: readonly [string, string] = ["", ""]) => {
      const schema = JSON.parse(readFileSync(join(fleet, `schemas/${name}.schema.json`), "utf8")) as object;
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
      return validate(parse((smallFleet()[FILES[name]] as string).replace(...change)));
    };
    return { fleet, valid };
  };

  test("the fleet's own files fit, and what it lacks does not", async () => {
    const { valid } = await written();
    for (const name of Object.keys(FILES) as (keyof typeof FILES)[]) expect(valid(name), name).toBe(true);
    expect(valid("zone", ["edge-k3s@1.0.0", "edge-k3s@9.9.9"])).toBe(false);
    expect(valid("zone", ["storage: 200Gi", "storrage: 200Gi"])).toBe(false);
    expect(valid("zone", ["parameters: { ntp", "parameters: { ntpp"])).toBe(false);
    expect(valid("region", ["region-hub@1.0.0", "edge-k3s@1.0.0"])).toBe(false);
    expect(valid("app", ["tenant: retail", "tenant: retial"])).toBe(false);
    expect(valid("app", ["  shenzhen:", "  shenzen:"])).toBe(false);
    expect(valid("app", ["customer: metro", "customer: another"])).toBe(true);
  });

  test("--plain holds for any fleet, and faulty files give the same", async () => {
    const fleet = fleetOnDisk({ "sites/fleet.yaml": "name: [\n" });
    for (const args of [["--plain"], []]) {
      expect((await runCommandHere(["schema", "--fleet", fleet, ...args])).code).toBe(0);
      expect(readFileSync(join(fleet, "schemas/zone.schema.json"), "utf8")).toBe(
        editorSchemas().get("zone.schema.json"),
      );
    }
  });

  test("check writes them anew at a terminal, and never in CI or where nobody wrote them", async () => {
    const { fleet } = await written();
    const path = join(fleet, "schemas/app.schema.json");
    const other = (smallFleet()["sites/fleet.yaml"] as string).replace("name: retail,", "name: shops,");
    writeFileSync(join(fleet, "sites/fleet.yaml"), other);
    const before = readFileSync(path, "utf8");
    await runCommandHere(["check", "--fleet", fleet]);
    await runCommandHere(["check", "--fleet", fleet], { interactive: true, env: { CI: "true" } });
    expect(readFileSync(path, "utf8")).toBe(before);
    const { stderr } = await runCommandHere(["check", "--fleet", fleet], { interactive: true, env: {} });
    expect(stderr).toContain(`wrote ${path} anew`);
    expect(readFileSync(path, "utf8")).toContain('"shops"');
    const without = fleetOnDisk();
    await runCommandHere(["check", "--fleet", without], { interactive: true, env: {} });
    expect(existsSync(join(without, "schemas"))).toBe(false);
  });
});

const languageServer = dirname(createRequire(import.meta.url).resolve("yaml-language-server/package.json"));

test("The editors' language server completes and explains from them", async () => {
  const text = `# yaml-language-server: $schema=../../schemas/zone.schema.json\n${smallFleet()[FILES.zone]}`;
  const fleet = fleetOnDisk({ [FILES.zone]: text });
  await runCommandHere(["schema", "--fleet", fleet]);
  const server = startLanguageServer(languageServer, fleet);
  try {
    const uri = pathToFileURL(join(fleet, FILES.zone)).href;
    await server.open(uri, text);
    const place = (find: string, shift = 0) => {
      const line = text.split("\n").findIndex((each) => each.includes(find));
      return { line, character: (text.split("\n")[line] ?? "").indexOf(find) + shift };
    };
    expect(await server.hover(uri, place("machineId", 2))).toContain("SMBIOS product UUID");
    expect(await server.hover(uri, place("storage: 200Gi", 2))).toContain("volumes of one tenant namespace");
    expect(await server.complete(uri, place("edge-k3s@1.0.0"))).toContain("edge-k3s@1.0.0");
    expect(await server.complete(uri, place("storage: 200Gi"))).toContain("storageEngine");
  } finally {
    await server.stop();
  }
});
