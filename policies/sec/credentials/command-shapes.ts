/** Commands that take a credential as an argument, as their manuals have it. */

import type { TokenShape } from "./token-shapes.ts";

/** An argument that no variable, file or prompt fills in. */
const given = String.raw`["']?(?![$<{*%-]|[A-Z_]{0,40}(?:PASS|PWD|SECRET|TOKEN|KEY)[A-Z_]{0,40}(?![\w.-]))[^\s"'$]{4,200}`;
/** Everything up to an option, on one line. */
const upTo = String.raw`\b[^\n|]{0,300}?\s`;

const command = (name: string, program: string, option: string): TokenShape => ({
  name,
  pattern: new RegExp(`\\b(?:${program})${upTo}(?:${option})${given}`),
});

export const commandShapes: readonly TokenShape[] = [
  command("a password of ipmitool", "ipmitool|ipmi-\\w+|ipmipower", "-P ?|-p |--password[ =]"),
  command("a password of a board's controller", "racadm|hponcfg|redfishtool|ilorest|sum|bmcweb", "-p ?|--password[ =]"),
  command("a password of MySQL", "mysql\\w*|mariadb[\\w-]*", "-p(?=\\S)|--password="),
  command("a password of Redis", "redis-cli|valkey-cli", "-a |--pass "),
  command("a community of SNMP", "snmp(?:walk|get|bulkwalk|bulkget|set|trap|table|getnext|inform)", "-c |-A |-X "),
  command(
    "a password of a registry",
    "(?:docker|podman|nerdctl|helm registry|oras|crane|skopeo|buildah)\\b.{0,40}login",
    "-p |--password[ =]",
  ),
  command(
    "a password of a registry",
    "podman|skopeo|buildah|ctr|nerdctl|crictl",
    "(?:--(?:src-|dest-)?creds|-u|--user)[ =](?=\\S{1,60}:\\S)[^\\s:]{1,60}:",
  ),
  command(
    "a password of a command",
    "sshpass|plink|pscp|lftp|smbclient|rpcclient|wbinfo|ldap\\w+|net",
    "-p ?|-pw |-w |-U ?[^\\s%]{1,60}%|--password[ =]",
  ),
  {
    // Whatever the program: somebody by one option, and by the next what has a digit or a sign.
    name: "a password of a command",
    pattern:
      /(?:^|\s)(?:-[uUl]|--?user(?:name)?|--login|\/u:)[ =]?["']?[\w@.\\$-]{1,60}["']?(?=\s)[^\n|]{0,200}?\s(?:-[pPw]|-pw|\/p:)[ =]?["']?(?![$<{*%-])(?=[^\s"']{0,60}[A-Za-z!@#%^&*])(?=[^\s"']{0,60}(?:[\d!@#%^&*]|[a-z][A-Z]+[a-z]+[A-Z]))(?!\d+:)[^\s"'/=:]{6,100}/,
  },
  {
    name: "a password of a command",
    pattern:
      /(?:^|\s)(?:-[uU]|--user|--login|--creds)[ =]["']?[A-Za-z][\w@.$-]{0,60}[:,](?![$<{*%/])(?=[^\s"']{0,60}[A-Za-z!@#%^&*])(?=[^\s"']{0,60}[\d!@#%^&*])[^\s"'/=:]{6,100}/,
  },
  {
    name: "a password of a command",
    pattern:
      /\b(?:login|auth\w*|join|kinit|luks|bind|unlock|stdin|passw\w*|cryptsetup)\b[^\n]{0,200}<<<\s{0,2}["']?(?![$<{*%])[^\s"'$]{6,}|\b(?:echo|printf)\s(?:-n\s)?["']?(?![$<{*])[^\s"'$|]{6,200}["']?\s{0,4}\|[^|\n]{0,60}(?:pass|stdin|login|luks|unlock)|pass(?:word)?[_-]?command["']?[\s=:]\s?["']?(?:echo|printf)\s(?![$<{*])[^\s"']{4,}/i,
  },
  {
    name: "a password of a command",
    pattern:
      /\bopenssl\spasswd\s(?:-\w+\s){0,3}(?![-$<{*])[^\s)"'-]{6,}|\btpm2_\w{1,30}\s[^\n]{0,60}?(?:-[pP]\s?|owner\s|lockout\s|endorsement\s)(?![-$<{*0])[^\s"'-]{6,}|\bmc\s(?:alias\sset|config\shost\sadd)\s\S{1,60}\s\S{1,200}\s\S{1,100}\s["']?(?![-$<{*])[^\s"']{6,}|\bdb2\sconnect\s[^\n]{1,80}\susing\s(?![-$<{*])\S{4,}/,
  },
  {
    // Programs whose manuals have somebody first and the password behind.
    name: "a password of a command",
    pattern:
      /\b(?:rabbitmqctl\s(?:-\S+\s)*(?:add_user|change_password|authenticate_user)\s\S{1,60}|mosquitto_passwd\s(?:-\w{1,10}\s){0,4}\S{1,100}\s\S{1,60}|htpasswd\s(?:-\w{1,10}\s){0,3}-\w{0,5}b\w{0,5}\s(?:-\w{1,10}\s){0,3}\S{1,100}\s\S{1,60}|wpa_passphrase\s\S{1,60}|vault\soperator\s(?:unseal|rekey)|isql\s\S{1,60}\s\S{1,60}|samba-tool\suser\s(?:create|add)\s\S{1,60}|ejabberdctl\sregister\s\S{1,60}\s\S{1,60}|prosodyctl\sregister\s\S{1,60}\s\S{1,60}|reset-admin-password)\s["']?(?![-$<{*%>|/])[^\s"'$|>]{6,}/,
  },
  {
    name: "a password from a pipe",
    pattern: /\bprintf\s["'](?:%s\\n){1,3}["']\s(?:["']?(?![$<{*])[^\s"'$|]{6,100}["']?\s{1,4}){1,3}\|/,
  },
  command("a password of OpenSSL", "openssl enc", "-k |-pass pass:"),
  {
    name: "a password from a pipe",
    pattern:
      /\b(?:echo|printf)\s(?:-n\s)?["']?(?![$<{*])[^\s"'$|]{6,100}["']?\s?(?:\|\s?sudo\s(?:-\w{1,10}\s){0,3}-S\b|>{1,2}\s?[\w./~-]{0,60}(?:pass|secret|token|cred)[\w.-]{0,20}(?!\.md))/,
  },
  command("a password of Wi-Fi", "nmcli|iwctl|wpa_cli", "password |psk |passphrase |--passphrase[ =]"),
  command("a password of an archive", "zip|unzip|rar|unrar|7z[az]?|qpdf", "-P ?|-p(?=\\S)|-hp(?=\\S)|--password[ =]"),
  {
    name: "a password of Windows",
    pattern:
      /\bnet\suser\s\S{1,60}\s(?![/$<*%])\S{4,}\s|\bnet\suse\s[^\n]{0,200}\/user:\S{1,60}\s(?![/$<*%])\S{4,}|\bcmdkey\b[^\n]{0,200}\/pass:(?![$<*%])\S{4,}/i,
  },
  { name: "a token of Vault", pattern: /\bvault\slogin\s(?:-\S{1,40}\s)?["']?(?![-$<[])(?=\S{0,60}\d)[\w.]{16,}/ },
  { name: "a token of a tunnel", pattern: /\bcloudflared\b[^\n]{0,100}\seyJ[\w=-]{60,}/ },
  { name: "a private key", pattern: /\bprivate-key\s{1,4}<\(\s?(?:echo|printf)\s["']?(?![$<])\S{16,}/ },
  {
    name: "a session",
    pattern:
      /\b(?:curl|wget)\s[^\n]{0,300}(?:-b\s|--cookie[ =])["']?[^\n"']{0,60}(?:sess\w*|sid|auth\w*|token|jwt)=(?![${<%])[\w.%+/-]{20,}/i,
  },
  command("a password of MQTT", "mosquitto_(?:pub|sub|rr)|mqttx?", "-P |--pw |--password[ =]"),
  {
    name: "a password of a board's controller",
    pattern:
      /\b(?:racadm|ipmitool|ilorest|redfishtool)\b[^\n]{0,200}[ \t.][Pp]assword["']?[ \t=](?:\d{1,2}[ \t])?["']?(?![$<{*%-])[^\s"'$]{4,}/,
  },
  { name: "a password of Oracle", pattern: /\bsqlplus\s[^\n]{0,40}?[\w$-]{1,30}\/(?![$<{*])[^\s@/]{4,100}@/ },
  {
    name: "a password from a pipe",
    pattern:
      /\b(?:echo|printf)\s(?:-n\s)?(?:["']?(?![$<{*])[^\s"'$|]{4,200}["']?|'(?![$<{*])[^'\n]{4,200}')\s{0,4}\|\s{0,4}(?:sudo\s)?(?:docker|podman|helm|cryptsetup|passwd|kinit|gpg|openssl|vault|systemd-creds|smbpasswd|clevis)\b/,
  },
  {
    name: "a password from a pipe",
    pattern:
      /\becho\s(?:-e\s)?["']?[\w-]{1,32}:(?![$*!])[^\s:"']{4,}["']?\s?\|\s?(?:sudo\s)?chpasswd|["'][\w-]{1,32}:![^\s:"']{4,}["']\s?\|\s?(?:sudo\s)?chpasswd/,
  },
  { name: "a TSIG key", pattern: /\bnsupdate\s[^\n]{0,60}-y\s["']?(?:[\w-]{1,40}:){1,2}[A-Za-z0-9+/]{16,}/ },
  { name: "a token of MicroK8s", pattern: /\bmicrok8s\sjoin\s\S{1,100}\/[0-9a-f]{32}/ },
  { name: "an API key of MAAS", pattern: /\b[A-Za-z0-9]{18}:[A-Za-z0-9]{18}:[A-Za-z0-9]{32}\b/ },
  {
    name: "a password that a script types",
    pattern: /\bsend\s(?:--?\s)?["'](?=[^"'$\\]{0,60}[\d!@#%^&*])(?![$<{*/])[^"'\s$\\]{6,60}(?:\\[rn])["']/,
  },
  {
    name: "a password of a modem",
    pattern: /\bAT[+^$](?:CGAUTH|QICSGP|AUTHDATA)=[^\n"]{0,20}(?:"[^"\n]{0,60}",){1,3}"[^"\n]{4,60}"/,
  },
  { name: "an unattended password", pattern: /\bConvertTo-SecureString\s(?:-String\s)?["'](?![$%])[^"'\n]{4,100}["']/ },
];

/** What one of them needs: a command by its name. */
export const mayHoldCommand =
  /ipmi|racadm|hponcfg|redfishtool|ilorest|mysql|mariadb|redis-cli|valkey-cli|snmp|login|creds|sshpass|plink|pscp|lftp|smbclient|ldap|sqlplus|echo |printf|nsupdate|microk8s|maas|send |AT[+^$]|crictl|SecureString|wbinfo| -[uUl][ =]| \/u:|<<<|asscommand|ASSCOMMAND|openssl|tpm2|mc alias|mc config|db2|--user|skopeo|podman|mosquitto|mqtt|nmcli|iwctl|wpa_cli|zip|rar |7z |7za |qpdf|rabbitmqctl|mosquitto_passwd|htpasswd|wpa_passphrase|isql |samba-tool|ejabberdctl|prosodyctl|reset-admin|net use|cmdkey|vault|cloudflared|<\(|cookie| -b /;
