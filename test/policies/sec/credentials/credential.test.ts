import { rules as libraryRules } from "@secretlint/secretlint-rule-preset-recommend";
import { describe, expect, it, test } from "vitest";
import { forgetValues } from "../../../../model/memo.ts";
import { HarmlessLines } from "../../../../policies/sec/credentials/changed-lines.ts";
import { credentialInSetting, credentialInText } from "../../../../policies/sec/credentials/credential.ts";
import { credentialsIn } from "../../../../policies/sec/credentials/credential-in-value.ts";
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

  test.each([
    ["in the place of others", (lines: number) => lines],
    ["between others", () => 0],
  ])("each is found in a long text that was harmless before, %s", (_, replaced) => {
    const lines = Array.from({ length: 60 }, (_, index) => `setting${index}: ${"value ".repeat(3)}`);
    const missed = leaks(1).filter(({ text }) => {
      forgetValues();
      expect(credentialInText(lines.join("\n"))).toBeUndefined();
      return credentialInText(lines.toSpliced(20, replaced(text.split("\n").length), text).join("\n")) === undefined;
    });
    expect(missed.map(({ title }) => title)).toEqual([]);
  });

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

describe("An entry of a collection of credentials is judged by the collection", () => {
  test.each([
    "credentials:\n  cache: redis-main\n  db: Xy7kkQ21!\n",
    "secrets:\n  till: hunter2\n",
    "wifiPasswords:\n  lobby: banana-boat\n",
    '{"apiTokens": {\n  "billing": "q9LwTz2c_81b",\n  "crm": "x"\n}}',
  ])("in a text such as %j", (text) => {
    expect(credentialInText(text)).toBe("a password");
  });

  test.each([
    "secrets:\n  name: till-7\n  store: vault-1\n",
    "tokens:\n  audience: api-7x\n  ttl: 3600s00\n",
    "secrets:\n  db: retail-db\n  existing: Xy7kkQ21a\n",
    "credentials:\n  endpoint: https://vault.example:8200\n",
  ])("but not what only speaks of one, or names it, as in %j", (text) => {
    expect(credentialInText(text)).toBeUndefined();
  });

  test("in a tree of values, whatever lies between", () => {
    const tree = { secrets: { prod: { db: "qLw92kdPq1" }, refs: ["retail-db"], name: "till-7" } };
    expect(credentialsIn(tree, "chart").map(({ steps }) => steps)).toEqual([["secrets", "prod", "db"]]);
  });
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
  it.each(["bindpw", "smtppass", "wpa2psk", "wifikey", "ldap_bindpw", "repl-userpwd"])(
    "of two words in one, such as %s, is that of a credential, in a setting, a line and an element",
    (name) => {
      expect(weightOfName(name)).toBe("strong");
      expect(credentialInText(`${name} = Yq82nVbz7`)).toBe("a password");
      expect(credentialInText(`<${name}>Yq82nVbz7</${name}>`)).toBe("a password");
    },
  );
  it.each(["jwtsecret", "webhooksecret", "bottoken"])("of two words in one, such as %s, may be that of one", (name) =>
    expect(weightOfName(name)).toBe("weak"),
  );
  it.each(["bypass", "compass", "storepath", "mypasses", "sharetokens", "rpcpassive"])(
    "of one word, such as %s, is not",
    (name) => expect(weightOfName(name)).toBeUndefined(),
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

describe("Of texts that begin alike", () => {
  /** Tells what was looked at; a text with a token counts as found. */
  function lookedAt(lines: HarmlessLines, text: string): string {
    let looked = "";
    lines.find(text, (changed) => {
      looked = changed;
      return changed.includes("token") ? "found" : undefined;
    });
    return looked;
  }

  const harmless = () =>
    new HarmlessLines({
      isPlain: (line) => line.length < 3,
      leadsOn: (line) => line.includes("name"),
      alike: (line) => line.replace(/\d+/, "1"),
    });

  test("only what is new is looked at again, with the lines before it", () => {
    const lines = harmless();
    expect(lookedAt(lines, "a\nb\nc\nd")).toBe("a\nb\nc\nd");
    expect(lookedAt(lines, "a\nb\ntoken: x\nd")).toBe("a\nb\ntoken: x");
    expect(lookedAt(lines, "a\nb\ntoken: x\nd")).toBe("a\nb\ntoken: x");
    expect(lookedAt(lines, "a\nb\nx\nd")).toBe("");
    expect(lookedAt(lines, "z\nb\nx\nd")).toBe("z\nb\nx\nd");
    lines.forget();
    expect(lookedAt(lines, "a\nb\nx\nd")).toBe("a\nb\nx\nd");
  });

  test("what differs only by an address is not new", () => {
    const lines = harmless();
    lookedAt(lines, "a\nhost 17");
    expect(lookedAt(lines, "a\nhost 18")).toBe("");
  });

  test("a plain line is new to the name before it", () => {
    const lines = harmless();
    lookedAt(lines, "a\nname: user\nx");
    expect(lookedAt(lines, "a\nname: user\ny")).toBe("a\nname: user\ny");
    expect(lookedAt(lines, "a\nname: pass\ny")).toBe("a\nname: pass\ny");
  });

  test("in one with more lines, those that stood together before are known", () => {
    const lines = harmless();
    lookedAt(lines, "a\nline b\nline c");
    expect(lookedAt(lines, "a\nline b\nline c\nd\ne\nline f")).toBe("line c\nd\ne\nline f");
    expect(lookedAt(lines, "a\nline c")).toBe("a\nline c");
  });
});
