/** Tells whether a value under the name of a credential is one, and not a reference to it or a word about it. */

/** Values that stand for one that comes from elsewhere. */
const references: readonly RegExp[] = [
  // What a shell, a chart, Kubernetes, Terraform or a program fills in.
  /^\$[({\w]|^\{|^%[\w(]|^\(\(|\$[({]|\{\{/,
  /^(?:var|local|data|module|process|os|config|settings|env|secrets?|await)[.[(]/,
  // Paths, and what is told by an angle bracket.
  /^\/\/|^\/[a-z][\w.-]*(?:\/|$)|^\.{1,2}\/|^~|^<[^<]*>?$/,
  // Entries of stores of secrets, and values that such a store has encrypted.
  /^(?:ref\+|vault:|arn:|projects\/|op:\/\/|file:|env:|secret:|sops|ENC\[|@\w+\.)|^[a-z][\w+.-]{1,20}:\/\/\//,
  /^(?:awssm|awsssm|gcpsm|azurekv|keyvault|secretsmanager|ssm):|^Ag[A-Z][A-Za-z0-9+/]{200}/,
  // Masks, and accounts that are locked.
  /^\*+$|^!+$|^[xX*.#_-]+$/,
];

function isReference(text: string): boolean {
  return references.some((each) => each.test(text));
}

const plain = new Set(
  "true false yes no on off null nil none undefined empty required optional disabled enabled auto default generated random unset n/a na tbd todo string str text bytes str? redacted omitted hidden masked encrypted basic bearer oauth oauth2 oidc saml ldap mtls tls kerberos jwt anonymous internal external static dynamic rotate inline header query cookie digest token password secret".split(
    " ",
  ),
);

/** Whether a value under a name that says nothing but "credential" is a literal one. */
export function isLiteralSecret(value: string): boolean {
  const text = value.trim();
  return !/^\d{0,3}$/.test(text) && !isReference(text) && !plain.has(text.toLowerCase());
}

/**
 * The same under a name that may also take a name, such as `secret: retail-db`: at least eight characters, of which no
 * human made a word, a path, an address or a list of them.
 */
export function isLikelySecret(value: string): boolean {
  const text = value.trim();
  if (!isLiteralSecret(text) || text.length < 6 || /\s/.test(text)) return false;
  if (isName(text)) return false;
  return /\d/.test(text) || /[^\w.:/-]/.test(text) || isMixed(text) || entropyOf(text) > 3.5;
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
    /^ssh-(?:ed25519|rsa|dss)\b|^ecdsa-sha2-|^sk-(?:ssh|ecdsa)-/.test(text)
  );
}

function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && text.length >= 16;
}

/** Shannon's entropy in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
