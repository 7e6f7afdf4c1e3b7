/** Tokens that begin as their issuer marks them, by issuer, as each documents it: they tell themselves apart in any text. */

const issued: Readonly<Record<string, string>> = {
  "a private key": "-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\\\\\\s]*",
  age: "AGE-SECRET-KEY-1[0-9A-Z]{20,}",
  "1Password": "A3-[A-Z0-9]{6}-(?:[A-Z0-9]{5,11}-){3}[A-Z0-9]{5}",
  Adafruit: "aio_[A-Za-z0-9]{28}",
  Airtable: "pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}",
  Alibaba: "STS\\.[A-Za-z0-9]{20,}",
  "API server of EKS": "k8s-aws-v1\\.[\\w-]{40,}",
  AWS: "(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![0-9A-Za-z])",
  Baidu: "ALTAK[A-Za-z0-9]{16,}",
  Brevo: "xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}",
  Buildkite: "bk(?:ua|ct|at)_[A-Za-z0-9]{32,}",
  CircleCI: "CCIP(?:AT|RJ)_\\w{20,}",
  Clojars: "CLOJARS_[0-9a-z]{60}",
  Cloudflare: "v1\\.0-[0-9a-f]{24}-[0-9a-f]{146}",
  Discord: "[MNO][A-Za-z\\d_-]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,40}",
  "Docker Swarm": "SWMTKN-1-[0-9a-z]{40,60}-[0-9a-z]{20,30}",
  EasyPost: "EZ[AT]K[A-Za-z0-9]{54}",
  Facebook: "EAA[A-Za-z0-9]{90,}",
  Figma: "figd_[\\w-]{36,}",
  Flutterwave: "FLWSECK[_-][\\w-]{20,}",
  Flotilla: "flt_[0-9a-f]{16}_[\\w-]{43}",
  "Fly.io": "fm[12][ar]?_[A-Za-z0-9+/=_-]{60,}",
  Google: "GOCSPX-[\\w-]{24,}|ya29\\.[\\w-]{30,}|1//0[\\w-]{40,}",
  GitHub: "gh[pousr]_[A-Za-z0-9]{36}|github_pat_\\w{22,}",
  GitLab: "gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|agent|imt|ffct)-[\\w.-]{20,}",
  Groq: "gsk_[A-Za-z0-9]{40,}",
  Heroku: "HRKU-[\\w-]{30,}",
  "a JSON web token": "eyJ[\\w-]{10,500}\\.eyJ[\\w-]{10,4000}\\.[\\w-]{10,}",
  LangSmith: "lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}",
  LaunchDarkly: "(?:api|sdk)-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
  Mapbox: "sk\\.eyJ[\\w-]{20,}\\.[\\w-]{20,}",
  "New Relic": "[0-9a-zA-Z]{30,36}(?:FFFF)?NRAL",
  npm: "npm_[A-Za-z0-9]{36}",
  Nvidia: "nvapi-[\\w-]{60,}",
  OpenShift: "sha256~[\\w-]{43}",
  Perplexity: "pplx-[A-Za-z0-9]{40,}",
  Pinecone: "pcsk_\\w{50,}",
  Plaid: "access-(?:sandbox|development|production)-[0-9a-f-]{36}",
  PostHog: "phx_[A-Za-z0-9]{40,}",
  Prefect: "pnu_[A-Za-z0-9]{36}",
  PyPI: "pypi-AgE[\\w-]{40,}",
  Rancher: "(?:token|kubeconfig)-[\\w-]{4,30}:[a-z0-9]{54}",
  Render: "rnd_[A-Za-z0-9]{28,}",
  Replicate: "r8_[A-Za-z0-9]{37}",
  Sentry: "sntry[su]_[\\w+/=-]{40,}",
  Slack: "xox[abceoprs](?:\\.[a-z]+)?-[\\w-]{10,}|xapp-\\d-[\\w-]{10,}",
  SonarQube: "sq[apu]_[0-9a-f]{40}",
  Sourcegraph: "sgp_(?:[0-9a-f]{16}_)?[0-9a-f]{40}",
  Telnyx: "KEY0[0-9A-F]{30,}_\\w{20,}",
  Stripe: "(?:sk|rk)_(?:live|test|prod)_[0-9A-Za-z]{10,}",
  Tailscale: "tskey-(?:auth|api|client|scim|webhook)-[\\w-]{12,}",
  Vault: "hv[sbr]\\.[\\w-]{20,}",
  Volcengine: "AKLT[A-Za-z0-9]{40,}",
  xAI: "xai-[A-Za-z0-9]{60,}",
};

const source = `(?<![A-Za-z0-9_-])(?:${Object.values(issued).join("|")})`;

/** Any of them. */
export const issuedToken = new RegExp(source);

const every = new RegExp(source, "g");

/** A text with three dots in the place of each. */
export function withoutIssuedTokens(text: string): string {
  return text.replace(every, "...");
}
