import { describe, expect, test } from "vitest";
import { forgetValues, markShared, memoizeByIdentity, memoizeByValue, memoizeShared } from "../../model/memo.ts";

describe("By identity", () => {
  test("an object has one result, and an equal one has its own", () => {
    const asked: object[] = [];
    const ask = memoizeByIdentity((key: object) => asked.push(key));
    const [one, equal] = [{}, {}];
    expect([one, equal, one].map((key) => ask(key))).toEqual([1, 2, 1]);
  });

  test("an object has a result in each context, however they alternate", () => {
    let turns = 0;
    const ask = memoizeByIdentity((_: object, context: string) => `${context} ${++turns}`);
    const key = {};
    expect(["a", "b", "a", "b"].map((context) => ask(key, context))).toEqual(["a 1", "b 2", "a 1", "b 2"]);
  });

  test("a result that is nothing is a result too", () => {
    let turns = 0;
    const ask = memoizeByIdentity((_: object) => void turns++);
    const key = {};
    ask(key);
    ask(key);
    expect(turns).toBe(1);
  });
});

test("Only for what was said to be shared a result is kept", () => {
  const asked: object[] = [];
  const ask = memoizeShared((key: object) => asked.push(key));
  const common = markShared({});
  const passing = {};
  expect([common, common, passing, passing].map((key) => ask(key))).toEqual([1, 1, 2, 3]);
});

describe("By value", () => {
  test("equal arguments have one result", () => {
    const ask = memoizeByValue((chart: object, image: string) => ({ chart, image }));
    const first = ask({ name: "cilium", values: [1] }, "helm:3");
    expect(ask({ name: "cilium", values: [1] }, "helm:3")).toBe(first);
    expect(ask({ name: "cilium", values: [2] }, "helm:3")).not.toBe(first);
    expect(ask({ name: "cilium", values: [1] }, "helm:4")).not.toBe(first);
  });

  // Keys count in their order, because text is written in it.
  test.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [[], {}],
    [["a"], { 0: "a" }],
    [null, {}],
    ["1", 1],
    ["a", "b"],
  ])("%j and %j have two", (one, other) => {
    const ask = memoizeByValue((argument: unknown) => ({ argument }));
    expect(ask(one)).not.toBe(ask(other));
  });

  test.each([
    ["texts", (index: number) => `text ${index}`],
    ["records", (index: number) => ({ index })],
  ])("no more results of %s are kept than was said", (_, argument) => {
    let turns = 0;
    const ask = memoizeByValue((_value: unknown) => ++turns, 4);
    for (let index = 0; index < 100; index++) ask(argument(index));
    ask(argument(99));
    expect(turns).toBe(100);
    ask(argument(0));
    expect(turns).toBe(101);
  });

  test("another run starts with nothing of the one before", () => {
    const ask = memoizeByValue((name: unknown) => ({ name }));
    const arguments_ = ["checkout", { name: "checkout" }];
    const before = arguments_.map((each) => ask(each));
    expect(arguments_.map((each) => ask(each))).toEqual(before);
    forgetValues();
    for (const [index, each] of arguments_.entries()) expect(ask(each)).not.toBe(before[index]);
  });

  test("results count as shared, and the items of lists do", () => {
    let turns = 0;
    const text = memoizeShared((_: object) => ++turns);
    const [item] = memoizeByValue((name: string) => [{ name }])("retail") as [object];
    expect([text(item), text(item)]).toEqual([1, 1]);
  });
});
