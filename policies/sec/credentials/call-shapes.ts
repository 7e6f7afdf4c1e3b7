/** Calls of programs that take a password by its place among the arguments, as the libraries have it. */

import { isLiteralSecret, isPasswordLike } from "./secret-values.ts";

interface CallShape {
  /** Name of the function, or of the argument that takes a pair. */
  readonly call: string;
  /** Which text among the arguments it is, from 0. */
  readonly place: number;
}

/** Of Go, Java, Python, JavaScript, PHP, C#. */
const calls: readonly CallShape[] = [
  {
    call: "(?:ssh\\.|\\.|set_?|with|new)[Pp]assw(?:or)?d|[Pp]asswordCredential|SecureString|[sS]et(?:Bearer|Auth|Api)\\w{1,10}|with_?Token|set_?Token",
    place: 0,
  },
  {
    call: "[Bb]asic_?-?[Aa]uth\\w*|auth\\s?=|\\.login|username_pw_set|[Cc]redentials?|AuthenticationToken|NetworkCredential|NewStatic\\w*|auth\\.basic|[Aa]uthenticate|BasicAuthentication",
    place: 1,
  },
  {
    call: "getConnection|PlainAuth|smtp\\.auth|mysqli\\w*|mysql_connect|PDO|pg_connect|pymysql\\.connect|MySQLdb\\.connect|create_?[Uu]ser",
    place: 2,
  },
  { call: "\\.connect|[Cc]onnection", place: 3 },
  { call: "JedisPool|Jedis\\w*", place: 4 },
];

/** Somebody and a password that a program encodes for a header, and keys that it signs with. */
const other: readonly RegExp[] = [
  /(?:Buffer\.from|btoa|b64encode|b64_encode|base64_encode|EncodeToString|encodeToString|getBytes)\(\s?(?:\[\]byte\()?b?["'`][\w.@-]{1,60}:([^\s"'`${]{6,100})["'`]/g,
  /(?:jwt\.(?:sign|verify|encode|decode)|createHmac|hmac\.new|HMAC|NewCipher|SecretKeySpec|new_?[Hh]mac)\((?:[^()"'\n]{0,60},\s?)?(?:["'`]\w{1,10}["'`],\s?)?(?:\[\]byte\()?b?["'`]([^"'`\n${]{8,200})["'`]/g,
];

const literal = `["'\`]([^"'\`\\n]{0,200})["'\`]`;
const argument = `(?:${literal}|[\\w.[\\]]{1,80}(?:\\(["'\\w]{0,40}\\))?)`;

const patterns = calls.map(({ call, place }) => ({
  pattern: new RegExp(
    `(?:${call})\\s?\\(\\s?((?:${argument}\\s?,\\s?){${place}}${argument})(?:\\.\\w{1,30}\\(\\))?\\s?[,)]`,
    "g",
  ),
  place,
}));

/** What such a call needs. */
export const mayHoldCall =
  /(?:assw(?:or)?d|uffer\.from|btoa|ncode\w*|oString|getBytes|jwt\.\w{1,20}|[Hh]mac|HMAC|hmac\.new|NewCipher|KeySpec|redentials?|oken|earer\w{0,10}|piKey|uth\w*|login|onnect(?:ion)?|mysqli\w*|PDO|Jedis\w*|pw_set|ecureString|NewStatic\w*|reate_?[Uu]ser|Token)\s?[=(]\s?[("'`\w]/;

/** Whether one of the calls in a text is given a password as it is. */
export function holdsCall(text: string): boolean {
  for (const pattern of other) {
    for (const [, given = ""] of text.matchAll(pattern)) if (isPasswordLike(given)) return true;
  }
  return patterns.some(({ pattern, place }) => {
    for (const [, args = ""] of text.matchAll(pattern)) {
      const given = new RegExp(`^${literal}$`).exec(args.split(/\s?,\s?/)[place]?.trim() ?? "")?.[1];
      if (given !== undefined && isLiteralSecret(given) && isPasswordLike(given)) return true;
    }
    return false;
  });
}
