/** Formats of credentials that tell themselves apart wherever they stand, beside those that the library knows. */

import { issuedToken } from "../../../model/issued-tokens.ts";

export interface TokenShape {
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * Formats as each issuer documents them. Every repetition before another part is bounded, so that a text of any length is
 * read in time that grows with it.
 */
export const tokenShapes: readonly TokenShape[] = [
  {
    name: "a private key",
    pattern:
      /----[- ]BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?[- ]----|PuTTY-User-Key-File-|BEGIN OpenVPN Static key|-----BEGIN USER NKEY SEED/,
  },
  { name: "an age key", pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{20,}/ },
  { name: "an AWS access key", pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b/ },
  { name: "a JSON web token", pattern: /\beyJ[\w-]{10,500}\.eyJ[\w-]{10,4000}\.[\w-]{10}/ },
  { name: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})/ },
  {
    name: "a GitLab token",
    pattern: /\b(?:gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|agent|imt|ffct)-[\w.-]{20}|GR1348941[\w-]{20})/,
  },
  { name: "a Slack token", pattern: /\bxox[abceoprs](?:\.[a-z]+)?-[\w-]{10,}|\bxapp-\d-[\w-]{10,}/ },
  {
    name: "the address of a chat's webhook",
    pattern:
      /hooks\.slack\.com\/(?:services|workflows)\/[\w/]{20,}|discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{30,}|\.webhook\.office\.com\/webhookb2\/[\w@/-]{40,}|qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[\w-]{20,}|oapi\.dingtalk\.com\/robot\/send\?access_token=\w{20,}|open\.feishu\.cn\/open-apis\/bot\/v2\/hook\/[\w-]{20,}/,
  },
  { name: "a Google API key", pattern: /\bAIza[\w-]{35}/ },
  { name: "a Google OAuth token", pattern: /\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{20,}/ },
  { name: "an Azure storage key", pattern: /\b(?:AccountKey|SharedAccessKey)\s?=\s?[A-Za-z0-9+/]{40,}={0,2}/ },
  { name: "an Azure signature", pattern: /[?&]sig=[\w%+/-]{30,}/ },
  { name: "an Azure client secret", pattern: /\b[A-Za-z0-9_~.]{3}\dQ~[\w~.-]{31,34}/ },
  { name: "an Alibaba Cloud access key", pattern: /\bLTAI[A-Za-z0-9]{12,20}\b/ },
  { name: "a Tencent Cloud access key", pattern: /\bAKID[A-Za-z0-9]{13,40}\b/ },
  { name: "a Stripe key", pattern: /\b(?:sk|rk)_(?:live|test|prod)_[0-9A-Za-z]{10,}|\bwhsec_[A-Za-z0-9+/=]{24,}/ },
  { name: "a Square token", pattern: /\bsq0(?:atp|csp)-[\w-]{22,}/ },
  { name: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}|_auth(?:Token)?\s?=\s?[\w+/=-]{16,}/ },
  { name: "a PyPI token", pattern: /\bpypi-AgE[\w-]{40,}/ },
  { name: "a RubyGems token", pattern: /\brubygems_[0-9a-f]{48}/ },
  { name: "a Docker Hub token", pattern: /\bdckr_(?:pat|oat)_[\w-]{20,}/ },
  { name: "a JFrog token", pattern: /\bAKCp[0-9A-Za-z]{60,}|\bcmVmdGtu[\w=]{50,}/ },
  { name: "a Vault token", pattern: /\bhv[sbr]\.[\w-]{20,}/ },
  { name: "a Terraform Cloud token", pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}/ },
  { name: "a Pulumi token", pattern: /\bpul-[0-9a-f]{40}\b/ },
  { name: "a DigitalOcean token", pattern: /\bdo[opr]_v1_[0-9a-f]{64}/ },
  { name: "a Tailscale key", pattern: /\btskey-(?:auth|api|client|scim|webhook)-[\w-]{12,}/ },
  { name: "a Twilio key", pattern: /\bSK[0-9a-f]{32}\b/ },
  { name: "a SendGrid key", pattern: /\bSG\.[\w-]{16,32}\.[\w-]{16,64}/ },
  { name: "a Mailgun key", pattern: /\bkey-[0-9a-f]{32}\b/ },
  { name: "a Telegram token", pattern: /(?:\b|bot)\d{8,10}:AA[\w-]{32,35}/ },
  { name: "an OpenAI key", pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}/ },
  { name: "a Hugging Face token", pattern: /\bhf_[A-Za-z0-9]{30,}/ },
  { name: "a Databricks token", pattern: /\bdapi[0-9a-f]{32}\b/ },
  { name: "a Grafana token", pattern: /\bgl(?:sa_[A-Za-z0-9]{32}_[0-9a-f]{8}|c_[A-Za-z0-9+/=]{32,})/ },
  { name: "a New Relic key", pattern: /\bNRA[KAL]-[0-9A-Z]{27}/ },
  { name: "a Dynatrace token", pattern: /\bdt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}/ },
  { name: "a Shopify token", pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/ },
  { name: "an Atlassian token", pattern: /\bAT[AB]TT3[\w-]{20,}={0,2}[\w]*|\bATBB[A-Za-z0-9]{24,}/ },
  { name: "a Linear key", pattern: /\blin_(?:api|oauth)_[A-Za-z0-9]{32,}/ },
  { name: "a Notion token", pattern: /\bntn_[A-Za-z0-9]{40,}/ },
  { name: "a Postman key", pattern: /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}/ },
  { name: "a Doppler token", pattern: /\bdp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{30,}/ },
  { name: "a Supabase token", pattern: /\bsb[ps]_[0-9a-f]{40}|\bsb_secret_[\w-]{20,}/ },
  { name: "a PlanetScale token", pattern: /\bpscale_(?:tkn|pw|oauth)_[\w.-]{32,}/ },
  { name: "a Netlify token", pattern: /\bnfp_[A-Za-z0-9]{36}/ },
  { name: "a 1Password token", pattern: /\bops_eyJ[\w-]{50,}/ },
  { name: "a token of the API server", pattern: /^[ \t]*[0-9a-f]{32},[\w:.-]{1,100},[\w-]{1,60}(?:,"|\s*$)/m },
  { name: "a certificate key", pattern: /certificate-?[kK]ey["']?(?:\s?[:=]\s?|\s)["']?[0-9a-f]{64}\b/ },
  { name: "a secret id of Vault", pattern: /secret[_-]?id["']?\s?[:=]\s?["']?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i },
  { name: "a key of Consul", pattern: /\bencrypt["']?\s?[:=]\s?["'][A-Za-z0-9+/]{22,}={1,2}["']/ },
  { name: "a token of Consul", pattern: /\btokens\s?[{=:][^}]{0,200}["'\s][0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/ },
  { name: "a key of Ceph", pattern: /\bAQ[A-Za-z0-9+/]{34,36}==/ },
  { name: "a key of a SIM", pattern: /\b(?:opc?|ki?)["']?\s{0,4}[:=]\s{0,4}["']?(?:0x)?[0-9a-fA-F]{32}\b/i },
  { name: "a password of Maven", pattern: /<(?:master|password|passphrase)>\{[A-Za-z0-9+/=]{20,}\}</ },
  { name: "a token of a service", pattern: issuedToken },
  {
    name: "the hash of a database's password",
    pattern: /\bSCRAM-SHA-(?:1|256|512)\$\d{1,7}:[\w+/=]{16,}\$[\w+/=]{20,}:|["']md5[0-9a-f]{32}["']/,
  },
  {
    name: "a key of NTP",
    pattern: /\b(?:MD5|SHA\d{0,3}|AES(?:128|256)(?:CMAC)?)[ \t]{1,8}(?:HEX:[0-9A-Fa-f]{20,}|ASCII:\S{6,})/,
  },
  { name: "a key of a SIM", pattern: /\b[0-9a-f]{32},\s?opc?,\s?[0-9a-f]{32}\b/i },
  { name: "a secret of Jenkins", pattern: /\{AQAAABAAAA[A-Za-z0-9+/]{20,}={0,2}\}/ },
  { name: "a key of Firebase", pattern: /\bAAAA[\w-]{7}:APA91b[\w-]{60,}/ },
  { name: "a secret key of a payment service", pattern: /\b[a-z]{2,10}_(?:sk|sec|secret|priv)_[A-Za-z0-9]{24,}/ },
  { name: "a key of Honeycomb", pattern: /x-honeycomb-team["']?\s?[:=]\s?["']?\w{20,}/i },
  { name: "a key in bytes", pattern: /key["']?\s?[:=]\s?\[\s{0,4}(?:(?:\d{1,3}|0x[0-9a-fA-F]{1,2}),\s{0,4}){15}/i },
  {
    name: "a key",
    pattern: /(?:^|[\s{"'])[kK]ey["']?\s?[:=]\s?["']?(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{64})(?:["'\s,}]|$)/,
  },
  { name: "a minisign key", pattern: /\bRWRTY0Iy[A-Za-z0-9+/]{60,}/ },
  { name: "an NKey seed", pattern: /\bS[UANOCXV][A-Z2-7]{56}\b/ },
  { name: "an identity of ZeroTier", pattern: /\b[0-9a-f]{10}:0:[0-9a-f]{128}:[0-9a-f]{128}\b/ },
  {
    name: "a JSON web key",
    pattern:
      /\bkty["']?\s?:[^}]{0,900}[\s"',{][dk]["']?\s?:\s?["']?[\w-]{20,}|[\s"',{][dk]["']?\s?:\s?["']?[\w-]{20,}[^}]{0,900}\bkty["']?\s?:/,
  },
  { name: "a token of DNSPod", pattern: /\b\d{4,7},[0-9a-f]{32}\b/ },
  {
    name: "a key of PagerDuty",
    pattern: /(?:routing|service|integration)_?[kK]ey["']?\s?[:=]\s?["']?[0-9a-fA-F]{32}\b/,
  },
  {
    name: "a session",
    pattern: /\bCookie["']?\s?[:=][^\n]{0,200}?(?:sess\w*|sid|auth\w*|token|jwt)=(?![${<%])[\w.%+/-]{20,}/i,
  },
  {
    name: "a password of PPP",
    pattern:
      /^[ \t]*(?:"[\w@.*-]{1,60}"|[\w@.-]{2,60}|\*)[ \t]+(?:"?[\w.-]{1,60}"?|\*)[ \t]+"?(?![*])[^\s"=:]{6,60}"?[ \t]+\*[ \t]*$/m,
  },
  { name: "the hash of a boot loader's password", pattern: /\bgrub\.pbkdf2\.sha512\.\d{1,7}\.[0-9A-F]{32,}/ },
  { name: "a K3s token", pattern: /\bK10[0-9a-f]{64}::[\w-]{1,64}:[\w.]{6,}/ },
  { name: "a token of KubeEdge", pattern: /\b[0-9a-f]{64}\.eyJ[\w-]{10,500}\./ },
  { name: "the password of a one-time code", pattern: /otpauth:\/\/[^\s]{1,200}[?&]secret=[A-Z2-7]{8,}/ },
  {
    name: "the hash of a password",
    pattern:
      /(?:^|[\s"':=>])(?:\$(?:2[abxy]?\$\d\d|[1568y]|7|apr1|1[ach]|h\$\d|argon2id?)\$[\w./$=,+-]{20,}|\{S?SHA(?:256|512)?\}[\w+/]{20,}|-pbkdf2-[0-9a-f]{40},|\{(?:PLAIN|CLEARTEXT)\}[^\s:]{4,})|"[A-Za-z0-9+/]{43}= [A-Za-z0-9+/]{43}="|[\s"]\$9\$[\w./-]{16,}|^[\w.@-]{1,60}:(?:\$(?:apr1|2y|5|6|y)\$|\{SHA\})/m,
  },
  { name: "a password of Oracle", pattern: /\boracle:(?:thin|oci8?):["']?[\w$-]{1,30}\/(?![$<{*%])[^\s@"'/]{4,100}@/ },
  {
    name: "a password of a mail server",
    pattern: /^[ \t]*\[[\w.-]{1,100}\](?::\d{2,5})?[ \t]{1,8}[\w.@+-]{1,100}:(?![$<{*%])[^\s:]{6,100}[ \t]*$/m,
  },
  {
    name: "a key of Ceph",
    pattern: /\[(?:client|mon|osd|mds|mgr|rgw)\b[^\]\n]{0,60}\]\s{1,20}key\s?=\s?[A-Za-z0-9+/]{30,60}={1,2}/,
  },
  {
    name: "a password in a URL",
    pattern:
      /:\/\/[^\s/:@"'<>]{0,100}:(?![${<*%]|[A-Z_]{0,40}(?:PASS|PWD|SECRET|TOKEN|KEY)[A-Z_]{0,40}@)[^\s/:@"']{3,200}@[\w[]/,
  },
  {
    name: "a token in a URL",
    pattern: /https?:\/\/(?![^\s/@"']{0,20}[:${<*])(?=[^\s/@"']{0,200}\d)[A-Za-z0-9_.~-]{20,200}@[\w[]/,
  },
  {
    name: "a token in a header",
    pattern:
      /\b(?:Authorization|X-[A-Za-z-]{0,30}(?:Token|Key|Auth|Secret|Api|Password)(?:-[A-Za-z]{1,10})?)["']?(?:\s?[:=]\s?|[ \t])["']?(?:[A-Za-z]{3,20}[ \t]{1,3})?(?![${<*%])[A-Za-z0-9+/_.~-]{12,}|\b(?:Bearer|Basic)\s(?![${<*%])(?=[A-Za-z+/_.~-]{0,200}(?:\d|[A-Z]{2}[a-z]{1,3}[A-Z]|[a-z][A-Z][a-z][A-Z]))[A-Za-z0-9+/_.~-]{16,}={0,2}/,
  },
  {
    name: "a password of a command",
    pattern:
      /\bcurl\s[^\n]{0,200}(?:-u|--user)[ =]["']?[^\s:"']{1,100}:(?![${<*])[^\s"']{3,}|\bmachine\s\S{1,200}\slogin\s\S{1,100}\spassword\s(?![${<*])\S{3,}|\becho\s["']?[\w-]{1,32}:(?![$*!])[^\s:"']{4,}["']?\s?\|\s?(?:sudo\s)?chpasswd|\bsshpass\s-p\s?["']?(?![${<*])[^\s"']{3,}/,
  },
  {
    name: "a password of PostgreSQL",
    pattern: /^[\w.*-]{1,100}:(?:\d{2,5}|\*):[\w*-]{1,64}:[A-Za-z_][\w-]{0,63}:(?![*$])[^\s:]{6,}$/m,
  },
  {
    name: "a list of passwords",
    pattern:
      /\bchpasswd:[^#]{0,200}?\blist:[^\n]{0,20}\n(?:[^\n]{1,100}\n){0,8}?\s{1,20}(?:- )?[\w-]{1,32}:(?![$*]|!{1,2}\s|R(?:ANDOM)?\s)[^\s:]{4,}/,
  },
];
