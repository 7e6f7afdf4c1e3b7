import { rules as libraryRules } from "@secretlint/secretlint-rule-preset-recommend";
import { describe, expect, it, test } from "vitest";
import { HarmlessLines } from "../../../../policies/sec/credentials/changed-lines.ts";
import { credentialInSetting, credentialInText } from "../../../../policies/sec/credentials/credential.ts";
import { weightOfName } from "../../../../policies/sec/credentials/secret-names.ts";
import { harmlessTexts } from "./harmless.ts";
import { leaks } from "./leaks.ts";

describe("Of the corpus", () => {
  test.each([1, 2, 3, 4, 5])(
    "at least 98 of 100 credentials are found, whatever their letters are (seed %i)",
    (seed) => {
      const all = leaks(seed);
      const missed = all.filter(({ text }) => credentialInText(text) === undefined);
      expect(all.length).toBeGreaterThan(300);
      expect(missed.map(({ title }) => title)).toEqual([]);
    },
  );

  test("no harmless text is taken for one", () => {
    expect(harmlessTexts.length).toBeGreaterThan(200);
    expect(harmlessTexts.filter((text) => credentialInText(text) !== undefined)).toEqual([]);
  });
});

test("What is found is called by its kind, and how deep it was hidden", () => {
  const token = `ghp_${"a1B2".repeat(9)}`;
  expect(credentialInText(`x: ${token}`)).toBe("a GitHub token");
  expect(credentialInText(Buffer.from(`x: ${token}`).toString("base64"))).toBe("a GitHub token, encoded in base64");
  expect(credentialInText("password: tr0ub4dor")).toBe("a password");
  expect(credentialInSetting("dbPassword", "tr0ub4dor")).toBe("what looks like a credential by its name");
  expect(credentialInSetting("dbPassword", "$(DB_PASSWORD)")).toBeUndefined();
});

test.each([
  "eyJ.",
  "eyJaaaaaaaaaaaa-",
  "password",
  "password  ",
  "a.b-",
  "://a:",
  "://a",
  "-----BEGIN A ",
  "name: a value: ",
  "aGVsbG8g",
])("A text made of %s 100,000 times is read at all: quadratic reading would take many minutes", (piece) => {
  expect(credentialInText(`pass ${piece.repeat(100_000)}`)).toBeUndefined();
});

test("The library's rules look at a text at once, so that a rule of ours can ask them", () => {
  const context = { sharedOptions: {}, createTranslator: () => () => ({}), report: () => {}, ignore: () => {} };
  const source = { filePath: "a.yaml", ext: ".yaml", contentType: "text", content: "a: b" };
  const answers = libraryRules.map((rule) =>
    (rule.create as (context: object, options: object) => { file?: (source: object) => unknown })(context, {}).file?.(
      source,
    ),
  );
  expect(answers.length).toBeGreaterThan(20);
  expect(answers.filter((answer) => answer instanceof Promise)).toEqual([]);
});

describe("A name", () => {
  it.each(["DB_PASSWORD", "dbPassword", "MYSQL_PWD", "adminPassword", "tls.passphrase", "password2", "password_hash"])(
    "such as %s is that of a credential whatever its value is",
    (name) => expect(weightOfName(name)).toBe("strong"),
  );
  it.each(["api-key", "auth.token", "AWS_SECRET_ACCESS_KEY", "clientSecret", "private_key", "CREDENTIALS"])(
    "such as %s is that of a credential when its value looks like one",
    (name) => expect(weightOfName(name)).toBe("weak"),
  );
  it.each([
    "PASSWORD_FILE",
    "TOKEN_TTL",
    "PUBLIC_KEY",
    "SECRETARY",
    "CACHE_KEY",
    "existingSecret",
    "passwordKey",
    "max_tokens",
    "compass",
    "constructor",
    "",
  ])("such as %s is not", (name) => expect(weightOfName(name)).toBeUndefined());
});

describe("Of texts of one length", () => {
  test("only what is new is looked at again, with the line before it", () => {
    const lines = new HarmlessLines((line) => line.length < 2);
    const lookedAt = (text: string) => {
      let looked = "";
      lines.find(text, (changed) => {
        looked = changed;
        return changed.includes("token") ? "found" : undefined;
      });
      return looked;
    };
    expect(lookedAt("a\nb\nc\nd")).toBe("a\nb\nc\nd");
    expect(lookedAt("a\nb\ntoken: x\nd")).toBe("b\ntoken: x");
    expect(lookedAt("a\nb\ntoken: x\nd")).toBe("b\ntoken: x");
    expect(lookedAt("a\nb\nx\nd")).toBe("");
    expect(lookedAt("a\nb\nx")).toBe("a\nb\nx");
    expect(lookedAt("z\nb\nx\nd")).toBe("z\nb\nx\nd");
    lines.forget();
    expect(lookedAt("a\nb\nx\nd")).toBe("a\nb\nx\nd");
  });
});
