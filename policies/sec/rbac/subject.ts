/** Whom a binding names: everyone, Kubernetes itself, a tenant or the platform. */

import { deliveryNamespaces } from "../../../model/delivery.ts";
import { text } from "../../../model/json-fields.ts";
import type { ManifestContext } from "../../rule.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The account of a tenant's reconciler begins with this, whichever engine delivers. */
const tenantAccount = "flotilla-tenant-";

/** Names that Kubernetes keeps for itself: `kube-apiserver` alone gives them out. */
const reserved = "system:";

/** Groups and users that stand for more than the accounts that somebody chose. */
const everyone: ReadonlySet<string> = new Set([
  "system:anonymous",
  "system:authenticated",
  "system:serviceaccounts",
  "system:unauthenticated",
]);

export function subjectTitle({ kind, namespace, name }: Fields): string {
  return `${String(kind)} ${namespace === undefined ? "" : `${String(namespace)}/`}${String(name)}`;
}

export function isEveryone({ kind, name }: Fields): boolean {
  return kind !== "ServiceAccount" && everyone.has(String(name));
}

/** A reserved name that stands for no single service account, such as `system:masters`. */
export function isReserved(subject: Fields): boolean {
  const { kind, name } = subject;
  return kind !== "ServiceAccount" && String(name).startsWith(reserved) && accountOf(subject) === undefined;
}

/**
 * Groups that hold accounts of every tenant: all callers that are known, all service accounts, and those beside the
 * delivery agent, where what reconciles a tenant's apps acts as one of them.
 */
const holdersOfTenants: ReadonlySet<string> = new Set([
  "system:authenticated",
  "system:serviceaccounts",
  ...Object.values(deliveryNamespaces).map((namespace) => `system:serviceaccounts:${namespace}`),
]);

/** The tenants whose people or pods the subject stands for; none for anybody else. */
export function tenantsOfSubject(subject: Fields, tenants: ManifestContext["tenants"]): readonly string[] {
  const name = String(subject["name"]);
  if (subject["kind"] !== "ServiceAccount" && holdersOfTenants.has(name)) return tenants.map((each) => each.name);
  const account = accountOf(subject);
  if (account?.name.startsWith(tenantAccount)) return [account.name.slice(tenantAccount.length)];
  const found = tenants.find(
    ({ namespaces, owners }) =>
      (account !== undefined && namespaces.includes(account.namespace)) ||
      (account === undefined && owners.includes(name)),
  );
  return found ? [found.name] : [];
}

/** A service account, also where it is named as the user or the group that Kubernetes makes of it. */
function accountOf({ kind, namespace, name }: Fields): { namespace: string; name: string } | undefined {
  if (kind === "ServiceAccount") return { namespace: text(namespace) ?? "", name: text(name) ?? "" };
  const [, own = "", account = ""] =
    /^system:serviceaccounts?:([^:]+)(?::([^:]+))?$/.exec(typeof name === "string" ? name : "") ?? [];
  return own === "" ? undefined : { namespace: own, name: account };
}
