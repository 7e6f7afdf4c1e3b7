import { expect, test } from "vitest";
import { freeze } from "../../../compiler/lower/freeze.ts";

test("Frozen data is the same value and cannot be changed at any depth", () => {
  const value = { list: [{ name: "a" }], nothing: null, text: "b" };
  expect(freeze(value)).toBe(value);
  expect(() => value.list.push({ name: "b" })).toThrow(TypeError);
  expect(() => Object.assign(value.list[0] as object, { name: "c" })).toThrow(TypeError);
  expect(() => Object.assign(value, { text: "c" })).toThrow(TypeError);
  expect(value).toEqual({ list: [{ name: "a" }], nothing: null, text: "b" });
});

test("What is no object stays as it is", () => {
  expect([freeze("a"), freeze(1), freeze(null), freeze(undefined)]).toEqual(["a", 1, null, undefined]);
});

test("Data that holds itself ends", () => {
  const value: { self?: unknown } = {};
  value.self = value;
  expect(Object.isFrozen(freeze(value).self)).toBe(true);
});
