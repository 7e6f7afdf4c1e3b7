/** Tells whether a value under the name of a credential is one, and not a reference to it or a word about it. */

import { isRandomLetters } from "./random-letters.ts";
import { foreignKeys, foreignPasswords, isForeign } from "./secret-words.ts";

/** Values that stand for one that comes from elsewhere. */
const references: readonly RegExp[] = [
  // What a shell, a chart, Kubernetes, Terraform or a program fills in.
  /^\$[({A-Za-z_]|^\$\d?$|^\{|^%[\w(]|^\(\(|\$[({]|\{\{/,
  /^(?:var|local|data|module|process|os|config|settings|env|secrets?|await)[.[(]|^!vault\b|^\$ANSIBLE_VAULT|^[A-Za-z_][\w.]{0,60}\(|^<%/,
  // What a resource of Terraform has.
  /^[a-z]+_[a-z_]+\.[a-z_]\w*(?:\.\w+)*$/,
  // Placeholders of builds, types of programs and schemas, a path behind the name of a credential.
  /^@\w+@$|^@\{|^\.[*+]|^__\w+__$|^Secret(?:Str|Bytes|String)$|^(?:String|Int|ID|Boolean|bytes?)[!?[\]).,]*$|^[\w.-]+:\/(?:run|etc|var)\//,
  // An item of a table in a program, a group or a class of an expression, words in capitals that a manual has.
  /^[A-Za-z_][\w.]{0,60}\[(?:["'`\d]|$)|^\(\?|^\\[SwWd]|^\[\^|^(?:(?:CHANGE|REPLACE|FILL|INSERT|SET)_?ME|CHANGE_?IT|(?:[A-Z]+_)*(?:PASSWORD|PASSWD|TOKEN|SECRET|KEY)(?:_HERE)?)$/,
  // Paths, and what is told by an angle bracket.
  /^\/\/|^\/(?![\w+/]{30,90}={1,2}$)[a-z][\w.-]*(?:\/|$)|^\.{1,2}\/|^~|^<[^<]*>?$/,
  // Entries of stores of secrets, and values that such a store has encrypted.
  /^(?:ref\+|vault:|arn:|projects\/|op:\/\/|file:|env:|secret:|sops|ENC\[|@\w+\.)|^[a-z][\w+.-]{1,20}:\/\/\//,
  /^(?:awssm|awsssm|gcpsm|azurekv|keyvault|secretsmanager|ssm):|^Ag[A-Z][A-Za-z0-9+/]{200}/,
  // Masks, and accounts that are locked.
  /^\*+$|^!+$|^[xX*.#_-]+$/,
  // passwd(5), which keeps the passwords elsewhere.
  /^(?:[\w-]{1,32}:[x*!]{1,2}:\d*:\d*:[^\n]*(?:\n|$))+$/,
];

function isReference(text: string): boolean {
  return references.some((each) => each.test(text));
}

const plain = new Set(
  "true false yes no on off null nil none undefined empty required optional disabled enabled auto default generated random unset n/a na tbd todo string str text bytes str? redacted omitted hidden masked encrypted basic bearer oauth oauth2 oidc saml ldap mtls tls kerberos jwt anonymous internal external static dynamic rotate inline header query cookie digest token password secret await new not function return".split(
    " ",
  ),
);

/** What a form writes beside the field for it, in the languages of people. */
const isEnglishWord =
  /^(?:(?:new|old|repeat|confirm|your)\s)?(?:pass(?:word|phrase|code)|token)(?:\s[a-z]+){0,2}\s?[?:]?$/i;
const isForeignWord = new RegExp(
  `^(?:\\p{L}{1,12}\\s){0,3}(?:${foreignPasswords}|${foreignKeys})(?:\\s\\p{L}+){0,2}\\s?[?:：]?$`,
  "iu",
);
const isWordForIt = (text: string) => isEnglishWord.test(text) || (isForeign.test(text) && isForeignWord.test(text));

/** Words in letters of which no keyboard at a console has any. */
const isForeignPhrase = /^[^\x21-\x7e]+$/;

/** Passwords that everybody knows: makers and charts deliver with them, and teams leave them. */
const wellKnown = new Set(
  "minioadmin minio123 changeme changeit letmein supersecret topsecret verysecret hunter2 qwerty passw0rd s3cret s3cr3t admin123 calvin iloveyou trustno1 superuser opensesame mysecret mysecretpassword mypassword".split(
    " ",
  ),
);

/** Of a key of PGP, as its programs print it. */
const isFingerprint = /^(?:0x)?(?:[0-9A-F]{16}|[0-9A-F]{40})$/;

/** Whether a value under a name that says nothing but "credential" is a literal one. */
export function isLiteralSecret(value: string): boolean {
  const text = value.trim();
  return (
    !/^\d{0,3}$/.test(text) &&
    !isReference(text) &&
    !plain.has(text.toLowerCase().replace(/^[[(<{]|[\])>}/\\.,;]+$/g, "")) &&
    !isWordForIt(text) &&
    !isForeignPhrase.test(text)
  );
}

/** The same under a word of another language than English: one word, as a password is, and no sentence about it. */
export function isToldSecret(value: string): boolean {
  const text = value.trim();
  return text.length >= 4 && !/\s/.test(text) && isLiteralSecret(text);
}

/** Whether a machine drew a value: as many hexadecimal digits as a key has, or letters of all sorts that no human wrote. */
export function isDrawn(value: string): boolean {
  const text = value.trim();
  if (/^(?:0x)?(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(text)) return true;
  return (
    /^[\w+/-]{20,512}={0,2}$/.test(text) &&
    /[a-z]/.test(text) &&
    /[A-Z]/.test(text) &&
    /\d/.test(text) &&
    // Keys and certificates that everybody may know, as SSH and X.509 write them.
    !/^(?:AAAA[BCE]|MI[IGHK]|MF[kYw]|MC[ow]w|LS0t)/.test(text) &&
    isLikelySecret(text)
  );
}

/**
 * The same under a name that may also take a name, such as `secret: retail-db`: at least eight characters, of which no
 * human made a word, a path, an address or a list of them.
 */
export function isLikelySecret(value: string): boolean {
  const text = value.trim();
  if (!isLiteralSecret(text) || text.length < 6 || /\s/.test(text) || isFingerprint.test(text)) return false;
  if (wellKnown.has(text.toLowerCase())) return true;
  if (isName(text)) return isRandomLetters(text.replace(/\d{1,3}$/, ""));
  return /\d/.test(text) || /[^\w.:/-]/.test(text) || isMixed(text) || isRandomLetters(text) || entropyOf(text) > 3.5;
}

/**
 * Whether a text looks like what people choose for a password, or machines draw: at least six characters with a digit or a sign
 * that no name has. Asked where the name before it may be a word of a sentence.
 */
export function isPasswordLike(value: string): boolean {
  const text = value.trim();
  if (text.length < 6 || /\s/.test(text) || !isLiteralSecret(text) || isTerm(text)) return false;
  return /\d/.test(text) || /[!@#%^&*+?~$]/.test(text) || (!isName(text) && isMixed(text)) || isRandomLetters(text);
}

/** An algorithm, an address, a version, a time, an option with its value, a host. */
function isTerm(text: string): boolean {
  return (
    /^(?:x509|base64|utf-?8|oauth2|oidc|http2|k8s|k3s|i18n|argon2\w*|scrypt|bcrypt)$/i.test(text) ||
    /^(?:sha|aes|md|hs|rs|es|ps|rsa|modp|ecp|curve|ed|x|hmac-sha|scram-sha|ecdsa-sha|ssh-ed|p|des|pbkdf)-?\d{1,5}(?:[-_][a-z0-9]{1,12}){0,4}$/i.test(
      text,
    ) ||
    /^v?\d+(?:\.\d+)+(?:[-+/:][\w.]*)?$|^[0-9a-f:]{2,39}(?:\/\d{1,3})?:\w*$|^\d{1,5}[a-z%]{1,3}$/i.test(text) ||
    /^\d{4}-\d\d-\d\d|^\d{1,5}:\d{1,5}$/.test(text) ||
    /^[a-z_][\w.-]*=|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?$|^[a-z]+:\/\/[^@]*$/i.test(text) ||
    /^(?:[a-z]+[-_.]){2,}[a-z]*\d?$|^[\w.-]+\/[\w./-]*$|^[@%][A-Za-z.]|^\w+\[\d*\]?$/.test(text)
  );
}

/** A name of Kubernetes, a host, a path, a version, a time, a number with its unit, a constant. */
function isName(text: string): boolean {
  return (
    /^[a-z]+(?:[-._/:][a-z]+)*\d?(?:[-._/:](?:v?\d{1,3}))*(?:[-._/:][a-z]+)*$/.test(text) ||
    /^[A-Z]+(?:_[A-Z]+)*$/.test(text) ||
    /^[a-z]+(?:[A-Z][a-z]+)*$/.test(text) ||
    /^(?:[A-Z][a-z]+)+$/.test(text) ||
    /^v?\d+(?:\.\d+)*(?:[a-zA-Z%]{0,3})$/.test(text) ||
    /^(?:https?|oci|ssh|git|tcp|udp|unix|ldaps?|amqps?):\/\/[^@\s]+$/.test(text) ||
    /^[\w.-]+@sha256:[0-9a-f]{64}$|^sha(?:256|512)[:-]/.test(text) ||
    /^-----BEGIN (?:CERTIFICATE|PUBLIC KEY)/.test(text) ||
    // A licence as SPDX calls it.
    /^[A-Z][A-Za-z]{1,12}-\d\.\d(?:-[a-z-]{2,20})?$/.test(text) ||
    /^ssh-(?:ed25519|rsa|dss)\b|^ecdsa-sha2-|^sk-(?:ssh|ecdsa)-/.test(text)
  );
}

function isMixed(text: string): boolean {
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  return text.length >= 16 || (text.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0) >= 4;
}

/** Shannon's entropy in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
