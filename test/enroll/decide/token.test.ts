import fc from "fast-check";
import { expect, test } from "vitest";
import { opens, parseToken, TOKEN_BYTES, tokenFault, tokenOf } from "../../../enroll/decide/token.ts";
import { sha256 } from "../../../enroll/sha256.ts";
import { issuedToken } from "../../../model/issued-tokens.ts";

const chance = fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES }).map((bytes) => Buffer.from(bytes));
const now = new Date("2026-11-29T12:00:00Z");

function recordOf(bytes: Buffer, expires = "2026-12-29T12:00:00.000Z") {
  const { id, secret } = tokenOf(bytes);
  const created = now.toISOString();
  return {
    version: 1 as const,
    id,
    hash: sha256(secret),
    scope: { region: "hainan" },
    once: false,
    created,
    expires,
  };
}

test("A token is read back as it was made, and only its own record takes it", { tags: ["property"] }, () => {
  fc.assert(
    fc.property(chance, chance, (one, other) => {
      fc.pre(!one.equals(other));
      const token = parseToken(` ${tokenOf(one).text}\n`);
      if (!token) throw new Error("no token");
      expect(tokenFault(token, recordOf(one), now)).toBeUndefined();
      expect(tokenFault(token, { ...recordOf(other), id: token.id }, now)).toBe(
        tokenOf(one).secret === tokenOf(other).secret ? undefined : "wrong",
      );
    }),
  );
});

test("What is kept of a token does not hold it, and a token in any file is found as a credential", {
  tags: ["property"],
}, () => {
  fc.assert(
    fc.property(chance, (bytes) => {
      const { secret, text } = tokenOf(bytes);
      expect(JSON.stringify(recordOf(bytes))).not.toContain(secret);
      expect(issuedToken.test(`token: ${text}`)).toBe(true);
    }),
  );
});

test("Its end is told to who has the token, and to nobody else", () => {
  const bytes = Buffer.alloc(TOKEN_BYTES, 7);
  const token = tokenOf(bytes);
  const ended = recordOf(bytes, now.toISOString());
  expect(tokenFault(token, ended, now)).toBe("expired");
  expect(tokenFault({ ...token, secret: "A".repeat(43) }, ended, now)).toBe("wrong");
  expect(tokenFault(token, undefined, now)).toBe("wrong");
});

test.each([
  [{ region: "hainan" }, true],
  [{ region: "jilin" }, false],
  [{ region: "hainan", site: "hk-01", host: "hk-01-a" }, true],
  [{ region: "hainan", site: "hk-01", host: "hk-01-b" }, false],
  [{ region: "hainan", site: "hk-02", host: "hk-01-a" }, false],
])("A token for %o opens hk-01-a of hk-01 in hainan: %s", (scope, isOpen) => {
  expect(opens(scope, { region: "hainan", site: "hk-01", name: "hk-01-a" })).toBe(isOpen);
});
