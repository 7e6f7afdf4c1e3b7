/** Checks of scalars by the name that `format` gives in the generated schemas. */

/** A named check of one scalar, with the words that tell a person what is expected. */
export interface Format {
  readonly expected: string;
  readonly accepts: (value: string | number) => boolean;
}

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const CIDR4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}/(?:3[0-2]|[12]?\\d)$`);
const QUOTA =
  /^(?:(?:(?:requests|limits)\.)?(?:cpu|memory|storage|ephemeral-storage|hugepages-.+)|pods|configmaps|secrets|persistentvolumeclaims|replicationcontrollers|resourcequotas|services(?:\.(?:nodeports|loadbalancers))?)$/;
const SHORT_NAME = new RegExp(`^${LABEL}$`);

/**
 * Checks by the name that `format` or `propertyNames.format` gives in the generated schemas. The names of
 * Kubernetes' own rules start with `k8s-`; the rules are those of apimachinery v0.35 pkg/util/validation.
 */
export const FORMATS: Readonly<Record<string, Format>> = {
  int32: {
    expected: "a whole number of 32 bits",
    accepts: (value) => typeof value === "number" && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31,
  },
  int64: {
    expected: "a whole number that JSON carries exactly",
    accepts: (value) => typeof value === "number" && Number.isSafeInteger(value),
  },
  byte: text("text in base64", /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
  "date-time": text(
    "a time such as 2026-01-31T08:00:00Z",
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  ),
  uri: text(
    "an address with its scheme, or a path from the root",
    /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/)(?:[^\s"<>\\^`{|}%]|%[0-9A-Fa-f]{2})*$/,
  ),
  "k8s-short-name": text("lower-case letters, digits and inner dashes", SHORT_NAME),
  "k8s-long-name": text("lower-case letters, digits, and dashes or dots between them", SUBDOMAIN),
  "k8s-dns-1035-label": text(
    "lower-case letters, digits and inner dashes, starting with a letter",
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  ),
  "k8s-path-segment": text('a name without "/" and "%" that is not "." or ".."', /^(?!\.{1,2}$)[^/%]+$/),
  "k8s-label-key": {
    expected: "a label key: an optional DNS prefix and a slash, then at most 63 letters, digits, '-', '_' or '.'",
    accepts: (value) => typeof value === "string" && isQualifiedName(value),
  },
  "k8s-annotation-key": {
    expected: "an annotation key: an optional DNS prefix and a slash, then at most 63 letters, digits, '-', '_' or '.'",
    accepts: (value) => typeof value === "string" && isQualifiedName(value.toLowerCase()),
  },
  "k8s-label-value": {
    expected: "a label value: at most 63 letters, digits, '-', '_' or '.', starting and ending with a letter or digit",
    accepts: (value) => typeof value === "string" && (value === "" || (value.length <= 63 && NAME.test(value))),
  },
  "k8s-config-key": {
    expected: "a file name: at most 253 letters, digits, '-', '_' or '.'",
    accepts: (value) =>
      typeof value === "string" &&
      value.length <= 253 &&
      /^[-._a-zA-Z0-9]+$/.test(value) &&
      !/^\.\.?$|^\.\./.test(value),
  },
  "k8s-container-resource": {
    expected: "cpu, memory, ephemeral-storage, hugepages-<size> or a device such as nvidia.com/gpu",
    accepts: (value) =>
      typeof value === "string" &&
      (/^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/.test(value) ||
        (value.includes("/") && isQualifiedName(value))),
  },
  "k8s-quota-resource": {
    expected: "a resource that quotas count, such as requests.cpu, limits.memory, pods or count/jobs.batch",
    accepts: (value) =>
      typeof value === "string" && (QUOTA.test(value) || (value.includes("/") && isQualifiedName(value))),
  },
  "k8s-cidr": {
    expected: "a network such as 10.44.0.0/16 or 2001:db8::/32",
    accepts: (value) => typeof value === "string" && (CIDR4.test(value) || isCidr6(value)),
  },
  "k8s-port-name": {
    expected: "a port name: at most 15 lower-case letters, digits and single inner dashes, with at least one letter",
    accepts: (value) => typeof value === "string" && value.length <= 15 && isPortName(value),
  },
};

function text(expected: string, pattern: RegExp): Format {
  return { expected, accepts: (value) => typeof value === "string" && pattern.test(value) };
}

function isQualifiedName(key: string): boolean {
  const slash = key.indexOf("/");
  const name = slash === -1 ? key : key.slice(slash + 1);
  if (name.length > 63 || !NAME.test(name)) return false;
  return slash === -1 || (slash <= 253 && SUBDOMAIN.test(key.slice(0, slash)));
}

function isPortName(name: string): boolean {
  return /[a-z]/.test(name) && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
}

/** Eight groups of hexadecimal digits, or at most seven around one `::`, and a prefix length. */
function isCidr6(text: string): boolean {
  const match = /^([0-9a-fA-F:]+)\/(?:12[0-8]|1[01]\d|[1-9]?\d)$/.exec(text);
  if (match === null) return false;
  const halves = (match[1] as string).split("::");
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const complete = halves.length === 2 ? groups.length <= 7 : halves.length === 1 && groups.length === 8;
  return complete && groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group));
}
