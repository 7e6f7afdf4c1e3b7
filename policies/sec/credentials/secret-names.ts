/** Tells from its name whether a setting holds a credential. */

import { memoizeByValue } from "../../../model/memo.ts";

/** Words that say it by themselves. */
const strong = new Set(
  "password passwords passwd passphrase passcode pwd pass psk pw userpass dbpass adminpass htpasswd requirepass rootpw psksecret masterauth motdepasse mdp passwort kennwort".split(
    " ",
  ),
);

/** Words that say it of a value that is no name of something else. */
const weak = new Set(
  "secret secrets token tokens credential credentials cred creds apikey apikeys secretkey accesskey privatekey authtoken accesstoken apitoken auth bearer salt pepper nonce seed dsn sas jwt cookie hmac sk community rocommunity rwcommunity opc authtok".split(
    " ",
  ),
);

/** What makes a `key` one that opens something. */
const keyOwners = new Set(
  "api access secret private signing signature sign encryption encrypt crypt master shared account storage deploy ssh session auth authorization hmac aes des rsa client app application license licence service cipher root webhook ingestion write admin deployment recovery unseal provisioning enrollment join cluster preshared wireguard mac link pairing network nwk kek dek zmk tmk bdk ipek server static gossip routing aead fernet totp otp".split(
    " ",
  ),
);

/** Whose PIN opens something; other pins belong to processors. */
const pinOwners = new Set(
  "manager admin user sim card door access cashier operator staff supervisor safe alarm device token login unlock service".split(
    " ",
  ),
);

/** A name that ends so speaks of a credential and does not hold it. */
const about = new Set(
  `file files filename path paths dir directory folder mount volume name names ref refs reference references policy length size count ttl expiry
  expires expiration lifetime validity age seconds minutes hours days duration interval timeout url uri endpoint host hostname server port address
  enabled disabled enable disable required optional allowed supported type types kind algorithm alg version mode issuer audience audiences scope scopes
  store stores class rotation rotate template prefix suffix header headers field fields label labels provider method manager service account
  projection create generate generator format encoding strength min max minimum maximum hint prompt placeholder env var variable variables regex pattern
  key keys property annotation role roles realm selector source sources id ids identifier identifiers namespace renew renewal refresh cache ca cert
  certificate public fingerprint digest checksum hashing algo iterations rounds strategy check checks change reset recoveryurl login page form attempts
  bucket buckets usage limit limits reviewer review request requests exchange endpoints config configuration`.split(
    /\s+/,
  ),
);

/** A name that begins so asks a question, or names what everybody may know. */
const asking = new Set(
  "existing forgot forgotten update load lost wrong invalid has is use uses no allow allows enable enables disable require requires automount public show hide mask validate verify reset rotate skip ignore with without min max num count missing external".split(
    " ",
  ),
);

export type NameWeight = "strong" | "weak" | undefined;

/** What may stand behind such a word and leaves it what it is, as in `password_hash` or `token2`. */
const qualified = [
  {
    weight: "strong",
    words: strong,
    by: /^(data|value|text|string|plain|plaintext|b64|base64|hash|sha\d*|md|bcrypt|hex|digest|encrypted|crypted|raw|\d+|old|new|current|previous|prod|dev|test|main|primary|secondary)$/,
  },
  {
    weight: "weak",
    words: weak,
    by: /^(data|value|text|string|plain|b64|base64|raw|\d+|old|new|current|prod|dev|test|primary|secondary|hex|base)$/,
  },
] as const;

/**
 * How much a name such as `dbPassword` or `AWS_SECRET_ACCESS_KEY` says: `strong` is a credential whatever the value is,
 * `weak` where the value looks like one.
 */
export function weightOfName(name: string): NameWeight {
  return weights(name) || undefined;
}

const weights = memoizeByValue((name: string) => weigh(name) ?? "", 5_000);

function weigh(name: string): NameWeight {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined || asking.has(words[0] ?? "")) return undefined;
  const before = words.at(-2);
  if (last === "key" && (before === "preshared" || (before === "shared" && words.includes("pre")))) return "strong";
  if (last === "key" || last === "keys") {
    if (before === undefined || !(keyOwners.has(before) || weak.has(before))) return undefined;
    return words.includes("public") ? undefined : "weak";
  }
  if (about.has(last)) return undefined;
  if (strong.has(last) || /^(?!no|forgot|reset|change).{2,}passw(?:or)?d$/.test(last)) return "strong";
  if ((last === "word" || last === "phrase" || last === "code") && before === "pass") return "strong";
  if (last === "secret" && before === "shared") return "strong";
  if (last === "pin" && pinOwners.has(before ?? "")) return "strong";
  if (weak.has(last) || /^[a-z]{4,}token$/.test(last)) return "weak";
  return qualified.find((each) => each.by.test(last) && words.some((word) => each.words.has(word)))?.weight;
}

/** `awsSecret_accessKey` is four words, in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => (/^\d/.test(word) ? word : word.replace(/\d+$/, "")))
    .filter((word) => word !== "" && word !== "v");
}
