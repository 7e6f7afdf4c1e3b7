import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import type { Rule } from "../../policies/rule.ts";
import { rules } from "../../policies/rules.ts";
import { systemRules } from "../../policies/system.ts";

const root = new URL("../../policies/", import.meta.url);
const areas = ["hier", "net", "prf", "cap", "arch", "app", "sec", "git", "guard"];

const found = await Promise.all(
  areas.flatMap((area) =>
    readdirSync(new URL(area, root), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map(async (file) => {
        const module = (await import(new URL(`${area}/${file}`, root).href)) as Record<string, unknown>;
        const own = Object.values(module).filter(
          (value): value is Rule => typeof value === "object" && value !== null && "id" in value && "check" in value,
        );
        return { area, file, own };
      }),
  ),
);

it("lists every rule that exists once, in the order of areas and numbers", () => {
  const expected = found.flatMap(({ own }) => own);
  expect(new Set(rules)).toEqual(new Set(expected));
  const place = ({ id }: Rule) => {
    const [, area, number] = id.split("-") as [string, string, string];
    return areas.indexOf(area.toLowerCase()) * 1000 + Number(number);
  };
  expect(rules.map(({ id }) => id)).toEqual([...rules].sort((a, b) => place(a) - place(b)).map(({ id }) => id));
});

it("gives each rule an id of its own", () => {
  const ids = [...rules, ...systemRules].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("keeps at most one rule in a file, in the folder of its area", () => {
  for (const { area, file, own } of found) {
    expect(own.length, `${area}/${file}`).toBeLessThanOrEqual(1);
    for (const { id } of own) expect(id, file).toMatch(new RegExp(`^FLT-${area.toUpperCase()}-\\d{3}$`));
  }
});

it("explains each rule in a title without a full stop and in whole sentences of help", () => {
  for (const { id, title, help } of [...rules, ...systemRules]) {
    expect(title, id).toMatch(/^[A-Z].{10,90}[^.]$/);
    expect(help, id).toMatch(/^[A-Z`].{40,}\.$/s);
  }
});
