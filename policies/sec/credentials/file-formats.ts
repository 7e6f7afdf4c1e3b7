/** Files that hold credentials without a word that says so: each line is one, and the name of the file says what it is. */

import { isLikelySecret, isLiteralSecret, isPasswordLike } from "./secret-values.ts";

interface FileFormat {
  /** What it holds. */
  readonly name: string;
  /** Name of the file, at the end of a path. */
  readonly file: RegExp;
  /** A line that holds a credential in the first group. */
  readonly line: RegExp;
  /** In a file of this name every value is one; otherwise it must look like a password. */
  readonly isAny?: true;
  /** Too common a name to be looked for in the paths of a text. */
  readonly isNamed?: true;
}

const field = String.raw`"?[\w@.*/:-]{1,100}"?`;

/** As the manuals of the programs that read them say: chap-secrets in pppd(8), ipsec.secrets(5), shadow(5), chrony.conf(5). */
const formats: readonly FileFormat[] = [
  {
    name: "a password of PPP",
    file: /(?:chap|pap|ppp|l2tpd?|xl2tpd)-(?:secrets|chap|pap|passwords?)/,
    line: new RegExp(`^[ \\t]*${field}[ \\t]+${field}[ \\t]+"?([^\\s"#]{4,100})"?`, "gm"),
    isAny: true,
  },
  {
    name: "a key of IPsec",
    file: /ipsec[\w.-]{0,30}\.secrets|swanctl[\w.-]{0,30}/,
    line: /:\s{1,4}(?:PSK|EAP|XAUTH|NTLM|PIN|(?:RSA|ECDSA|P12|PKCS8)\s{1,4}\S{1,100})\s{1,4}"?([^\s"%]{4,200})/gm,
    isAny: true,
  },
  {
    name: "a pre-shared key",
    file: /(?:racoon[\w-]{0,30}|psk)[\w-]{0,30}\.txt/,
    line: /^[ \t]*[\w.:@-]{3,60}[ \t]+(\S{6,200})[ \t]*$/gm,
  },
  {
    name: "a shared secret of RADIUS",
    file: /(?:pam_radius_auth|radius(?:client)?)\.conf|raddb\/server|radiusclient[\w/-]{0,30}servers/,
    line: /^[ \t]*[\w.[\]:-]{3,60}(?::\d{2,5})?[ \t]+(\S{6,100})(?:[ \t]+\d{1,3})?[ \t]*$/gm,
  },
  {
    name: "a password of OpenVPN",
    file: /[\w-]{0,30}(?:auth|pass|login|cred|up)\w{0,10}\.(?:txt|conf|pass)/,
    line: /^[\w@.-]{2,60}\r?\n([^\s:=]{6,100})\s*$(?![\s\S])/gm,
  },
  {
    name: "a key of NTP",
    file: /(?:ntp|chrony)[\w.-]{0,30}keys?/,
    line: /^[ \t]*\d{1,5}[ \t]+[A-Z][\w-]{0,20}[ \t]+((?:HEX:|ASCII:)?\S{6,200})/gm,
    isAny: true,
  },
  {
    name: "a password of PostgreSQL",
    file: /pgpass(?:\.conf)?/,
    line: /^[^:\n#]{1,100}:(?:\d{1,5}|\*):[^:\n]{1,64}:[^:\n]{1,64}:([^\n]{4,200})$/gm,
    isAny: true,
  },
  {
    name: "a password of a device",
    file: /router\.db|oxidized[\w.-]{0,30}|rancid[\w.-]{0,30}|cloginrc/,
    line: /^(?:[\w.-]{1,60}:){2,4}([^\s:]{6,100})(?::[^\s:]{0,100})?$/gm,
  },
  {
    name: "a key of a disk or a program",
    file: /[\w.-]{0,30}(?:\.key|\.keyfile|keyfile|\.secret|\.psk|\.cookie)/,
    line: /^\s*((?:[0-9a-f]{32,1024}|(?=[^\n]{0,40}\d)[A-Za-z0-9+/]{24,200}={0,2}))\s*$/g,
    isAny: true,
  },
  {
    name: "a password of a user",
    file: /[\w.-]{0,30}(?:secrets|passwd|creds|credentials|dovecot[\w.-]{0,10}users)(?:\.(?:client|txt|conf|db|cfg))?/,
    isNamed: true,
    line: /^(?!#)(?:[^\s:=#]{1,100}:(?:[^\s:]{1,100}:)?|[^\s#]{1,200}[ \t]{1,8}(?:\S{1,100}[ \t]{1,8})?)"?([^\s:"]{6,100})"?(?::[^\n]*|[ \t]*)$/gm,
  },
  {
    name: "a community of SNMP",
    file: /snmpd?[\w.-]{0,30}\.conf/,
    line: /^[ \t]*(?:r[ow]community6?|trapcommunity|com2sec6?[ \t]+(?:-Cn[ \t]+\S{1,60}[ \t]+)?\S{1,60}[ \t]+\S{1,60}|trap2?sink[ \t]+\S{1,60}|informsink[ \t]+\S{1,60})[ \t]+"?(?!public\b)([^\s"#]{4,100})/gm,
    isAny: true,
  },
];

const written = formats.filter(({ isNamed }) => isNamed === undefined);
const anyFile = new RegExp(`(?:^|[\\s/"'=])(?:${written.map(({ file }) => file.source).join("|")})(?![\\w.-])`);
const exactly = formats.map(({ file }) => new RegExp(`(?:^|/)\\.?(?:${file.source})$`));

/** What a file of this name gives away in a text; undefined for a name that is not that of such a file. */
export function fileSearch(name: string): ((text: string) => string | undefined) | undefined {
  const format = formats[exactly.findIndex((each) => each.test(name))];
  return format && ((text) => (holds(format, text, format.isAny === true) ? format.name : undefined));
}

/** The same for files that a text writes: it names the path, and has the lines below it. */
export function credentialInWrittenFile(text: string): string | undefined {
  if (!anyFile.test(text)) return undefined;
  return written.find((format) => {
    const path = new RegExp(`["'/\\s=](?:${format.file.source})(?![\\w.-])`).exec(text);
    return path !== null && holds(format, text.slice(path.index + path[0].length).replace(/^[ \t]{2,}/gm, ""), false);
  })?.name;
}

function holds({ line, isAny }: FileFormat, text: string, isWhole: boolean): boolean {
  for (const [, value = ""] of text.matchAll(line)) {
    if (isWhole ? isLiteralSecret(value) : isPasswordLike(value) || (isAny && isLikelySecret(value))) return true;
  }
  return false;
}
