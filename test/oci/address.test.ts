import { expect, test } from "vitest";
import { isLoopback } from "../../model/special-addresses.ts";
import { parseAddress, registryAddress } from "../../oci/address.ts";

test.each([
  ["registry.example", "https://registry.example"],
  ["127.0.0.1:5000", "http://127.0.0.1:5000"],
  ["localhost", "http://localhost"],
  ["[::1]:5000", "http://[::1]:5000"],
  ["[fd00::5]:5000", "https://[fd00::5]:5000"],
  ["127.0.0.1.example", "https://127.0.0.1.example"],
  ["localhost.example:80", "https://localhost.example:80"],
  ["docker.io", "https://registry-1.docker.io"],
])("%s is asked at %s", (host, origin) => {
  expect(registryAddress(host)).toEqual({ host, origin });
  expect(parseAddress(`oci://${host}/fleet/north`)).toEqual({ host, origin, repository: "fleet/north" });
});

test.each([
  "https://registry.example/fleet",
  "oci://registry.example",
  "oci://user@registry.example/a",
  "oci://a:b:c/d",
])("%s is the address of no artifact", (url) => {
  expect(() => parseAddress(url)).toThrow("is not the address of an artifact");
});

test.each([
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["localhost", true],
  ["[::1]", true],
  ["::1", true],
  ["127.0.0.1.example", false],
  ["localhost.example", false],
  ["[fd00::5]", false],
  ["", false],
])("%s is this machine itself: %s", (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
