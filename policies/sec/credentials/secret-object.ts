/** A Secret of Kubernetes that stands in a text. */

const kind = /(?:^|[\s{,])["']?kind["']?\s?:\s?["']?Secret["']?\s{0,4}(?:[,}\n]|$)/;
const entry =
  /\b(?:stringData|data)["']?\s?:\s{0,8}\{?\s{0,12}["']?[\w.-]{1,100}["']?\s?:\s?["']?(?!\$|\{\{|ENC\[|<|["']|LS0tLS1CRUdJTiB(?:DRVJ|QVUJM)|-----BEGIN (?:CERT|PUBLIC))[^\s"',}]{4}/;

/** Whether a text is or holds one with a value, which is neither encrypted nor a certificate or a public key. */
export function isSecretObject(text: string): boolean {
  return kind.test(text) && entry.test(text);
}
