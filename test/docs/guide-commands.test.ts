import { expect, test } from "vitest";
import { guideCommands } from "./guide-commands.ts";
import { wayOf, ways } from "./guide-ways.ts";

const commands = guideCommands();

test("Every command of a guide is run by a test, or it is said why none can", () => {
  expect(commands.length).toBeGreaterThan(50);
  expect(commands.filter(({ command }) => wayOf(command) === undefined)).toEqual([]);
});

test("Every way to run commands is taken by one", () => {
  expect(ways.filter((way) => !commands.some(({ command }) => wayOf(command) === way))).toEqual([]);
});
