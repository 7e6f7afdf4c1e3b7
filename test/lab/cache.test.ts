import { expect, test } from "vitest";
import { toolCache } from "../../lab/cache.ts";

test.each([
  ["the home folder", {}, "/home/ada/.cache/flotilla/tools"],
  ["XDG_CACHE_HOME", { XDG_CACHE_HOME: "/var/cache/ada" }, "/var/cache/ada/flotilla/tools"],
  ["FLOTILLA_CACHE before all", { FLOTILLA_CACHE: "/big", XDG_CACHE_HOME: "/var/cache/ada" }, "/big/tools"],
  ["the home folder when XDG_CACHE_HOME is relative", { XDG_CACHE_HOME: "x" }, "/home/ada/.cache/flotilla/tools"],
  [
    "the home folder when variables are empty",
    { FLOTILLA_CACHE: "", XDG_CACHE_HOME: "" },
    "/home/ada/.cache/flotilla/tools",
  ],
])("the cache lies where %s says", (_, env, folder) => {
  expect(toolCache(env, "/home/ada")).toBe(folder);
});
