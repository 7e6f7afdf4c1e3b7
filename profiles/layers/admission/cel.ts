/** Expressions of admission policies (Common Expression Language), of which the tenants and registries are literals. */

export type AdmittedTenant = {
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly owners: readonly string[];
};

/** `['a', 'b']` in CEL; names of groups may hold quotes. */
export function list(values: readonly string[]): string {
  return `[${values.map(literal).join(", ")}]`;
}

export function literal(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** True where the caller is a tenant's: its people, its pods or the account that reconciles its apps. */
export function callerIsTenant(tenants: readonly AdmittedTenant[]): string {
  const user = "request.userInfo.username";
  const pods = tenants
    .flatMap(({ namespaces }) => namespaces)
    .map((namespace) => `${user}.startsWith(${literal(`system:serviceaccount:${namespace}:`)})`);
  return [
    `${user}.matches('^system:serviceaccount:[^:]+:flotilla-tenant-')`,
    `request.userInfo.groups.exists(g, g in ${list(tenants.flatMap(({ owners }) => owners))})`,
    ...pods,
  ].join(" || ");
}

/** True where the subject `s` of a binding stands for the tenant. */
export function subjectIsTenant({ name, namespaces, owners }: AdmittedTenant): string {
  const groups = namespaces.map((namespace) => `system:serviceaccounts:${namespace}`);
  const users = namespaces.map((namespace) => `s.name.startsWith(${literal(`system:serviceaccount:${namespace}:`)})`);
  const account = `(has(s.namespace) && s.namespace in ${list(namespaces)}) || s.name == ${literal(`flotilla-tenant-${name}`)}`;
  return [`(s.kind == 'ServiceAccount' && (${account}))`, `s.name in ${list([...owners, ...groups])}`, ...users].join(
    " || ",
  );
}

/** The pod that a workload makes, whatever its kind. */
export function podIn(object: string): string {
  return `${object}.kind == 'Pod' ? ${object}.spec : ${object}.kind == 'CronJob' ? ${object}.spec.jobTemplate.spec.template.spec : ${object}.spec.template.spec`;
}
