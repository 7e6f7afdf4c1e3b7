/** Credentials as fleets really leak them, put together from parts at run time, so that no scanner takes this file for a leak. */

import { gzipSync } from "node:zlib";
import { seededNumbers } from "./numbers.ts";

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lower = upper.toLowerCase();
const digits = "0123456789";
const alnum = upper + lower + digits;
const hex = "0123456789abcdef";
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export interface Leak {
  /** What it is, and where it stands. */
  readonly title: string;
  readonly text: string;
}

/** All of them for a seed; another seed gives other letters in the same places. */
export function leaks(seed: number): readonly Leak[] {
  const random = seededNumbers(seed);
  const of = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");
  const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
  const jwt = () =>
    [
      base64('{"alg":"RS256","typ":"JWT"}'),
      base64(`{"iss":"kubernetes/serviceaccount","sub":"${of(lower, 12)}"}`),
      of(alnum, 43),
    ]
      .join(".")
      .replaceAll("=", "");
  /** A password as people choose it: a word, digits, a sign. */
  const chosen = () => `${of(upper, 1)}${of(lower, 6)}${of(digits, 3)}!`;
  const uuid = () => [8, 4, 4, 4, 12].map((length) => of(hex, length)).join("-");

  const tokens: Readonly<Record<string, () => string>> = {
    "AWS access key": () => `AKIA${of(base32, 16)}`,
    "AWS session key": () => `ASIA${of(base32, 16)}`,
    "GitHub token": () => `ghp_${of(alnum, 36)}`,
    "GitHub app token": () => `ghs_${of(alnum, 36)}`,
    "GitHub fine-grained token": () => `github_pat_${of(alnum, 22)}_${of(alnum, 59)}`,
    "GitLab token": () => `glpat-${of(alnum, 20)}`,
    "GitLab deploy token": () => `gldt-${of(alnum, 20)}`,
    "GitLab runner token": () => `glrt-${of(alnum, 20)}`,
    "Slack bot token": () => `xoxb-${of(digits, 12)}-${of(digits, 12)}-${of(alnum, 24)}`,
    "Slack user token": () => `xoxp-${of(digits, 12)}-${of(digits, 12)}-${of(hex, 32)}`,
    "Slack webhook": () => `https://hooks.slack.com/services/T${of(base32, 8)}/B${of(base32, 8)}/${of(alnum, 24)}`,
    "WeCom webhook": () => `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${uuid()}`,
    "DingTalk webhook": () => `https://oapi.dingtalk.com/robot/send?access_token=${of(hex, 64)}`,
    "Google API key": () => `AIza${of(alnum, 35)}`,
    "Google OAuth token": () => `ya29.${of(alnum, 60)}`,
    "Google client secret": () => `GOCSPX-${of(alnum, 28)}`,
    "Azure storage connection": () =>
      `DefaultEndpointsProtocol=https;AccountName=edge;AccountKey=${of(alnum, 86)}==;EndpointSuffix=core.windows.net`,
    "Azure shared access": () => `https://edge.blob.core.windows.net/os?sv=2024-01-01&sp=r&sig=${of(alnum, 40)}%3D`,
    "Azure service bus": () =>
      `Endpoint=sb://edge.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=${of(alnum, 43)}=`,
    "Azure client secret": () => `${of(alnum, 3)}8Q~${of(alnum, 34)}`,
    "Alibaba Cloud key": () => `LTAI${of(alnum, 20)}`,
    "Tencent Cloud key": () => `AKID${of(alnum, 32)}`,
    "Stripe key": () => `sk_live_${of(alnum, 24)}`,
    "Stripe restricted key": () => `rk_live_${of(alnum, 24)}`,
    "npm token": () => `npm_${of(alnum, 36)}`,
    "PyPI token": () => `pypi-AgEIcHlwaS5vcmc${of(alnum, 60)}`,
    "RubyGems token": () => `rubygems_${of(hex, 48)}`,
    "Docker Hub token": () => `dckr_pat_${of(alnum, 27)}`,
    "Vault token": () => `hvs.${of(alnum, 90)}`,
    "Vault batch token": () => `hvb.${of(alnum, 90)}`,
    "Terraform Cloud token": () => `${of(alnum, 14)}.atlasv1.${of(alnum, 60)}`,
    "Pulumi token": () => `pul-${of(hex, 40)}`,
    "DigitalOcean token": () => `dop_v1_${of(hex, 64)}`,
    "Tailscale key": () => `tskey-auth-${of(alnum, 12)}-${of(alnum, 22)}`,
    "Twilio key": () => `SK${of(hex, 32)}`,
    "SendGrid key": () => `SG.${of(alnum, 22)}.${of(alnum, 43)}`,
    "Telegram token": () => `${of("123456789", 9)}:AA${of(alnum, 33)}`,
    "OpenAI key": () => `sk-proj-${of(alnum, 48)}`,
    "Hugging Face token": () => `hf_${of(alnum, 34)}`,
    "Databricks token": () => `dapi${of(hex, 32)}`,
    "Grafana token": () => `glsa_${of(alnum, 32)}_${of(hex, 8)}`,
    "New Relic key": () => `NRAK-${of(base32, 27)}`,
    "Shopify token": () => `shpat_${of(hex, 32)}`,
    "Atlassian token": () => `ATATT3${of(alnum, 60)}`,
    "Postman key": () => `PMAK-${of(hex, 24)}-${of(hex, 34)}`,
    "Doppler token": () => `dp.pt.${of(alnum, 43)}`,
    "Linear key": () => `lin_api_${of(alnum, 40)}`,
    "age key": () => `AGE-SECRET-KEY-1${of(base32, 58)}`,
    "JSON web token": jwt,
    "K3s token": () => `K10${of(hex, 64)}::server:${of(hex, 32)}`,
    "KubeEdge token": () => `${of(hex, 64)}.${jwt()}`,
    "one-time code": () => `otpauth://totp/panji:ops?secret=${of(base32, 32)}&issuer=panji`,
    "bcrypt hash": () => `$2b$12$${of(alnum, 53)}`,
    "SHA-512 crypt hash": () => `$6$rounds=4096$${of(alnum, 12)}$${of(alnum, 86)}`,
    "yescrypt hash": () => `$y$j9T$${of(alnum, 22)}$${of(alnum, 43)}`,
    "private key": () => `-----BEGIN ${"PRIVATE"} KEY-----\n${of(alnum, 64)}\n-----END ${"PRIVATE"} KEY-----`,
    "RSA key": () => `-----BEGIN RSA ${"PRIVATE"} KEY-----\n${of(alnum, 64)}\n-----END RSA ${"PRIVATE"} KEY-----`,
    "OpenSSH key": () => `-----BEGIN OPENSSH ${"PRIVATE"} KEY-----\n${of(alnum, 64)}`,
    "PGP key": () => `-----BEGIN PGP ${"PRIVATE"} KEY BLOCK-----\n\n${of(alnum, 64)}`,
    "password in a URL": () => `https://edge:${chosen()}@git.panji.example/fleet.git`,
    "token as the user of a URL": () => `https://${of(alnum, 40)}@git.panji.example/fleet.git`,
    "database URL": () => `postgres://retail:${of(alnum, 16)}@db.retail.svc:5432/retail`,
    "Redis URL": () => `redis://:${of(alnum, 16)}@cache.retail.svc:6379/0`,
    "AMQP URL": () => `amqps://till:${chosen()}@broker.panji.example:5671/retail`,
    "MongoDB URL": () => `mongodb+srv://app:${of(alnum, 16)}@cluster0.mongodb.example/retail`,
    "proxy with a password": () => `http://edge:${of(lower, 8)}@proxy.panji.example:3128`,
  };
  const places: readonly [string, (token: string) => string][] = [
    ["alone", (token) => token],
    ["in YAML", (token) => `endpoint: a\nvalue: ${JSON.stringify(token)}\nretries: 3\n`],
    ["in base64", (token) => base64(`setting: ${JSON.stringify(token)}\n`)],
  ];
  const formats = Object.entries(tokens).flatMap(([title, token]) =>
    places.map(([place, put]): Leak => ({ title: `${title} ${place}`, text: put(token()) })),
  );

  const secret = [() => of(alnum, 20), chosen, () => of(hex, 32)];
  const names = [
    "password",
    "DB_PASSWORD",
    "dbPassword",
    "DB_PASS",
    "MYSQL_PWD",
    "adminPassword",
    "redis.password",
    "POSTGRES_PASSWORD",
    "passphrase",
    "CREDENTIALS",
    "AWS_SECRET_ACCESS_KEY",
    "secretAccessKey",
    "api_key",
    "apiKey",
    "X_API_KEY",
    "client_secret",
    "clientSecret",
    "AUTH_TOKEN",
    "accessToken",
    "refresh_token",
    "bearerToken",
    "private_key",
    "ENCRYPTION_KEY",
    "signingKey",
    "SESSION_SECRET",
    "jwtSecret",
    "cookie-secret",
    "master_key",
    "wifi_psk",
    "snmp_auth_pass",
    "WEBHOOK_SECRET",
    "registryToken",
    "storageAccountKey",
    "GF_SECURITY_ADMIN_PASSWORD",
    "rootPassword",
  ];
  const files: readonly [string, (name: string, value: string) => string][] = [
    ["YAML", (name, value) => `log: info\n${name}: ${value}\n`],
    ["JSON", (name, value) => `{"log":"info","${name}":"${value}"}`],
    ["an environment file", (name, value) => `LOG=info\n${name}=${value}\n`],
    ["a quoted YAML value", (name, value) => `auth:\n  ${name}: '${value}' # from the vendor\n`],
  ];
  const named = names.flatMap((name, index) =>
    files.map(([file, put], at): Leak => {
      const value = (secret[(index + at) % secret.length] ?? chosen)();
      return { title: `${name} in ${file}`, text: put(name, value) };
    }),
  );

  const docker = () => JSON.stringify({ auths: { "registry.panji.example": { auth: base64(`edge:${chosen()}`) } } });
  const kubeconfig = () =>
    `apiVersion: v1\nkind: Config\nusers:\n- name: edge\n  user:\n    client-key-data: ${base64(`-----BEGIN EC ${"PRIVATE"} KEY-----\n${of(alnum, 64)}\n`)}\n`;
  const nested: readonly Leak[] = [
    { title: "docker configuration", text: docker() },
    { title: "docker configuration in base64", text: base64(docker()) },
    { title: "kubeconfig", text: kubeconfig() },
    { title: "kubeconfig in base64", text: base64(kubeconfig()) },
    { title: "kubeconfig with a token", text: `users:\n- name: edge\n  user:\n    token: ${of(alnum, 40)}\n` },
    { title: "a Secret as text", text: `apiVersion: v1\nkind: Secret\ndata:\n  password: ${base64(chosen())}\n` },
    {
      title: "a Secret as text, under any name",
      text: `kind: Secret\nstringData:\n  config.json: '{"pass":"${chosen()}"}'\n`,
    },
    { title: "compressed in base64", text: gzipSync(`password: ${chosen()}\n`).toString("base64") },
    { title: "twice encoded", text: base64(base64(`api_key: ${of(alnum, 32)}`)) },
    { title: "a header", text: `Authorization: Bearer ${of(alnum, 40)}` },
    { title: "a basic header", text: `Authorization: Basic ${base64(`edge:${chosen()}`)}` },
    { title: "a header of curl", text: `curl -H "X-Api-Key: ${of(alnum, 32)}" https://api.example` },
    { title: "a user of curl", text: `curl -u edge:${chosen()} https://api.example` },
    { title: "netrc", text: `machine git.panji.example login edge password ${chosen()}` },
    { title: "sshpass", text: `sshpass -p '${chosen()}' ssh root@10.0.0.1` },
    { title: "a flag", text: `exporter --password=${chosen()} --port 9100` },
    { title: "a flag and its value", text: `exporter --api-token ${of(alnum, 32)} --port 9100` },
    { title: "XML", text: `<server><username>edge</username><password>${chosen()}</password></server>` },
    { title: "a pair of name and value", text: `- name: DB_PASSWORD\n  value: ${chosen()}\n` },
    { title: "a value before its name", text: `- value: ${of(alnum, 22)}\n  name: REDIS_PASSWORD\n` },
    { title: "a pair in JSON without blanks", text: `{"env":[{"name":"MYSQL_ROOT_PASSWORD","value":"${chosen()}"}]}` },
    { title: "a flag and its value in a list", text: `args:\n  - --api-token\n  - ${of(alnum, 40)}\n` },
    { title: "a variable before a command", text: `PGPASSWORD=${of(alnum, 16)} psql -h db -U app` },
    { title: "a query", text: `webhook: https://api.panji.example/ingest?api_key=${of(hex, 32)}` },
    { title: "a list of chpasswd", text: `chpasswd:\n  expire: false\n  list: |\n    ops:${chosen()}\n` },
    { title: "pgpass", text: `db.panji.example:5432:retail:app:${of(alnum, 18)}\n` },
    { title: "a key that begins like a path", text: `password: /${of(alnum, 30)}=` },
    { title: "INI", text: `[client]\nuser = edge\npassword = ${chosen()}\n` },
    { title: "TOML", text: `[sinks.hub.auth]\nuser = "edge"\npassword = "${chosen()}"\n` },
    { title: "an accounts file", text: `users: [{ name: ops, passwd: ${chosen()} }]` },
    { title: "a chpasswd line", text: `chpasswd: { list: "root:${chosen()}" }\nroot_password: ${chosen()}` },
    { title: "WireGuard", text: `[Interface]\nPrivateKey = ${base64(of(alnum, 32))}\n` },
    { title: "wpa_supplicant", text: `network={\n  ssid="edge"\n  psk="${chosen()}"\n}` },
    { title: "npm's configuration", text: `//registry.example/:_authToken=${of(alnum, 36)}` },
    { title: "a number as a password", text: `password: ${of("123456789", 8)}` },
    { title: "a short password", text: "password: tr0ub4dor" },
    { title: "a password of words", text: `password: "${of(lower, 5)} ${of(lower, 6)} ${of(lower, 4)}"` },
    { title: "a default that everybody knows", text: "password: changeme" },
  ];
  return [...formats, ...named, ...nested];
}
