import { expect, it } from "vitest";
import { rememberedIfShared, share } from "../../model/sharing.ts";

it("remembers a result for what was said to be shared, and for nothing else", () => {
  const asked: object[] = [];
  const ask = rememberedIfShared((key: object) => ({ turn: asked.push(key) }));
  const common = share({});
  const passing = {};
  expect([common, common, passing, passing].map(ask)).toEqual([{ turn: 1 }, { turn: 1 }, { turn: 2 }, { turn: 3 }]);
});
