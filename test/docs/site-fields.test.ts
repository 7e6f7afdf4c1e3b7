import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { siteSchema } from "../../model/zone-file.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/guide-site-engineer.md"), "utf8");

test("The guide for site engineers has every field of a site, its network and its hosts", () => {
  const { shape } = siteSchema;
  const keys = [shape, shape.network.shape, shape.hosts.element.shape].flatMap((each) => Object.keys(each));
  expect(keys.filter((key) => !guide.includes(`\`${key}\``) && !guide.includes(`${key}:`))).toEqual([]);
});
