/** Tells from its name whether a setting holds a credential. */

import { memoizeByValue } from "../../../model/memo.ts";
import { foreignKeys, foreignPasswords, isForeign } from "./secret-words.ts";

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
  "api access secret private signing signature sign encryption encrypt crypt master shared account storage deploy ssh session auth authorization hmac aes des rsa client app application license licence service cipher root webhook ingestion write admin deployment recovery unseal provisioning enrollment join cluster preshared wireguard mac link pairing network nwk kek dek zmk tmk bdk ipek server static gossip routing aead fernet totp otp setup activation enroll install registration agent subscription functions function integration events ingest decryption wallet seal push xsrf csrf jwt token".split(
    " ",
  ),
);

/** Keys that everybody may know: those that check, and those under which something is found. */
const publicKeys = new Set(
  "public pub cache index partition sort foreign primary object routing message map lookup cosign verify verification gpg pgp trust trusted known host sort dedup idempotency correlation group hash distribution shard bucket kms dns dnskey".split(
    " ",
  ),
);

/** What is worked out of a secret and does not give it away. */
const sums = new Set("checksum fingerprint digest".split(" "));

/** Whose PIN opens something; other pins belong to processors. */
const pinOwners = new Set(
  "manager admin user sim card door access cashier operator staff supervisor safe alarm device token login unlock service security door disarm entry bediener manager kassierer benutzer geraete".split(
    " ",
  ),
);

/** Whose a credential is, where the two words are written as one: `bindpw`, `smtppass`, `clientsecret`. */
const joinedOwners =
  "account|admin|api|app|auth|backup|bind|bot|client|cookie|db|default|device|encryption|ftp|guest|host|http|imap|jwt|key|keystore|ldap|login|mail|mariadb|master|mongo|monitor|mqtt|mysql|oauth|pg|pop|postgres|postgresql|proxy|rabbitmq|radius|redis|repl|replication|root|rpc|server|service|session|share|shared|signing|smtp|snmp|sql|ssh|store|superuser|svc|sys|system|tacacs|token|truststore|user|vpn|web|webhook|wifi|wlan|wpa|wpa2";
const joinedPassword = new RegExp(`^(?:${joinedOwners})(?:pw|pwd|pass|psk|passphrase)$`);
const joinedSecret = new RegExp(`^(?:${joinedOwners})(?:secret|token)$`);
const joinedKey = /^(?:wifi|wlan|wpa2?)key$/;

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

/**
 * `strong` is a credential whatever the value is, `told` where the value is one word (people write sentences under the words
 * of their own language), `guess` where the value looks like a password, `weak` where it looks like one, `drawn` where a machine drew it, `digits` where it is a long number.
 */
export type NameWeight = "strong" | "told" | "guess" | "weak" | "drawn" | "digits";

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

/** How much a name such as `dbPassword` or `AWS_SECRET_ACCESS_KEY` says; undefined where it is not that of a credential. */
export function weightOfName(name: string): NameWeight | undefined {
  return weights(name) || undefined;
}

/** Whether a name says that its value is a password, whatever it looks like. */
export function saysPassword(name: string): boolean {
  const weight = weightOfName(name);
  return weight === "strong" || weight === "told";
}

/** Collections of credentials, whose entries are called by what each is for. */
const collections = new Set("passwords passphrases secrets tokens credentials creds apikeys".split(" "));
const isCollection = memoizeByValue((name: string) => collections.has(wordsOf(name).at(-1) ?? ""), 5_000);

/**
 * Whether an entry such as `db` of `credentials: { db: ... }` is judged by the name of its collection, since its own says
 * neither that it is a credential nor that it only speaks of one.
 */
export function isEntryOf(collection: string, name: string): boolean {
  if (!isCollection(collection)) return false;
  const words = wordsOf(name);
  return (
    weightOfName(name) === undefined &&
    !about.has(words.at(-1) ?? "") &&
    !asking.has(words[0] ?? "") &&
    !words.some((word) => sums.has(word) || publicKeys.has(word))
  );
}

const weights = memoizeByValue((name: string) => weigh(name) ?? "", 5_000);

function weigh(name: string): NameWeight | undefined {
  const words = wordsOf(name).filter((word, index, all) => !(/^\d+$/.test(word) && all[index - 1] === "key"));
  const last = words.at(-1);
  // Letters beyond ASCII part nothing: what is left of `hasło` asks a question in English.
  if (last === undefined || /[^\x20-\x7e]/.test(name)) return isForeign.test(name) ? foreignWeight(name) : undefined;
  if (asking.has(words[0] ?? "") || words.some((word) => sums.has(word))) return undefined;
  const before = words.at(-2);
  if (last === "key" && (before === "preshared" || (before === "shared" && words.includes("pre")))) return "strong";
  if (last === "key" || last === "keys") {
    // `passwordKey` is the name of an entry.
    if (before === undefined || strong.has(before) || words.some((word) => publicKeys.has(word))) return undefined;
    return keyOwners.has(before) || weak.has(before) ? "weak" : "drawn";
  }
  if (about.has(last)) return undefined;
  if (strong.has(last) || /^(?!no|forgot|reset|change).{2,}passw(?:or)?d$/.test(last)) return "strong";
  if (joinedPassword.test(last) || joinedKey.test(last)) return "strong";
  if ((last === "word" || last === "phrase" || last === "code") && before === "pass") return "strong";
  if (last === "secret" && before === "shared") return "strong";
  if (last === "pin" && before !== undefined) return pinOwners.has(before) ? "strong" : "digits";
  if (last === "code" && pinOwners.has(before ?? "")) return "digits";
  if (
    weak.has(last) ||
    joinedSecret.test(last) ||
    /^[a-z]{4,}token$/.test(last) ||
    keyOwners.has(/^(.*[^s])keys?$/.exec(last)?.[1] ?? "")
  )
    return "weak";
  return (
    qualified.find((each) => each.by.test(last) && words.some((word) => each.words.has(word)))?.weight ??
    (isForeign.test(name) ? foreignWeight(name) : undefined) ??
    // `passwordWifi`, `pw-till`: said of one of many.
    (strong.has(words[0] ?? "") ? "guess" : undefined)
  );
}

/** Of many languages the word comes first: `mat_khau_wifi`, `contraseña del router`. */
function foreignWeight(name: string): NameWeight | undefined {
  return endsOnForeignPassword.test(name) ? "told" : endsOnForeignKey.test(name) ? "weak" : undefined;
}
const foreignName = (words: string) =>
  new RegExp(`(?:${words})(?:[\\s_.-]?(?!datei|pfad|file|path|ttl|url)[\\p{L}\\d]{1,12}){0,2}$`, "iu");
const endsOnForeignPassword = foreignName(foreignPasswords);
const endsOnForeignKey = foreignName(foreignKeys);

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
