import { expect, test } from "vitest";
import { buildKey, type Go, goBuildArguments, goEnvironment, requiredGo } from "../../lab/go-build.ts";
import type { Tool } from "../../lab/tools.ts";

const tool: Tool = {
  group: "cluster",
  folder: "thing",
  module: "example.org/thing",
  version: "v1.2.3",
  package: "example.org/thing/cmd/thing",
  tags: ["netgo", "osusergo"],
  stamps: { "example.org/thing/version.Version": "v1.2.3" },
  license: "Apache-2.0",
  purpose: "a thing",
};
const files = { "go.mod": "module thing\n", "go.sum": "sum\n" };
const go: Go = { version: "go1.26.8", os: "linux", arch: "amd64" };

test("a build takes only what go.sum verifies, and depends on no path of the machine", () => {
  expect(goBuildArguments(tool, "/cache/bin/thing")).toEqual([
    "build",
    "-v",
    "-mod=readonly",
    "-trimpath",
    "-buildvcs=false",
    "-tags",
    "netgo,osusergo",
    "-ldflags",
    "-s -w -X example.org/thing/version.Version=v1.2.3",
    "-o",
    "/cache/bin/thing",
    "example.org/thing/cmd/thing",
  ]);
});

test("a user's Go flags and workspace do not change what is built, and the module source stays the user's", () => {
  const env = { GOFLAGS: "-mod=mod", GOWORK: "/w/go.work", CGO_ENABLED: "1", GOPROXY: "https://goproxy.example" };
  expect(goEnvironment(env)).toEqual({
    GOFLAGS: "",
    GOWORK: "off",
    CGO_ENABLED: "0",
    GOPROXY: "https://goproxy.example",
  });
});

test("parts in C are compiled for a tool that has them, and for no other", () => {
  expect(goEnvironment({}, { cgo: true })["CGO_ENABLED"]).toBe("1");
  expect(goEnvironment({ CGO_ENABLED: "1" }, tool)["CGO_ENABLED"]).toBe("0");
});

test.each([
  ["parts in C", buildKey({ ...tool, cgo: true }, files, go)],
  ["go.sum", buildKey(tool, { ...files, "go.sum": "other\n" }, go)],
  ["main.go", buildKey(tool, { ...files, "main.go": "package main\n" }, go)],
  ["a stamp", buildKey({ ...tool, stamps: {} }, files, go)],
  ["the package", buildKey({ ...tool, package: "." }, files, go)],
  ["the Go version", buildKey(tool, files, { ...go, version: "go1.27.0" })],
  ["the architecture", buildKey(tool, files, { ...go, arch: "arm64" })],
])("another value of %s makes another build", (_, key) => {
  expect(key).not.toBe(buildKey(tool, files, go));
});

test("prose and measurements do not make another build, nor does the order of files", () => {
  const described = { ...tool, purpose: "another text", measured: { seconds: 1, megabytes: 1 } };
  const reordered = { "go.sum": files["go.sum"], "go.mod": files["go.mod"] };
  expect(buildKey(described, reordered, go)).toBe(buildKey(tool, files, go));
});

test("the Go that a module needs is read from its go line", () => {
  expect(requiredGo("module m\n\ngo 1.25.11\n\ntoolchain go1.26.0\n")).toBe("1.25.11");
  expect(requiredGo("module m\n\ngo 1.26\n")).toBe("1.26");
});

test("a go.mod without a go line is an error", () => {
  expect(() => requiredGo("module m\n")).toThrow("no line like `go 1.26.0`");
});
