import { expect, test } from "vitest";
import { withoutSecrets } from "../../model/url.ts";

test.each([
  ["a user and a password", "https://till:hunter2Kq8@git.panji.example/fleet", "https://git.panji.example/fleet"],
  ["those of an address without a scheme", "till:hunter2Kq8@git.panji.example:fleet", "git.panji.example:fleet"],
  ["a query", "http://proxy.panji.example/?token=hunter2Kq8", "http://proxy.panji.example/?..."],
  ["a token", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB ops", "ssh-rsa ... ops"],
])("A wrong value is quoted without %s", (_, text, quoted) => {
  expect(withoutSecrets(text)).toBe(quoted);
});

test.each(["4c4c4544-0051-3110-8052-b4c04f4e3332", "registry.panji.example/retail/checkout:2.4.1", "10.44.12.1/26"])(
  "%s is quoted as it is",
  (text) => expect(withoutSecrets(text)).toBe(text),
);

test("Of several lines, or of a key, nothing is quoted", () => {
  expect(withoutSecrets("-----BEGIN PRIVATE KEY-----")).toBeUndefined();
  expect(withoutSecrets("password: hunter2\nmore")).toBeUndefined();
});
