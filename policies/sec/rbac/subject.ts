/** Whom a binding names: everyone, Kubernetes itself, a tenant or the platform. */

import type { ManifestContext } from "../../rule.ts";
import { text } from "../fields.ts";

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

/** The tenant whose people or pods the subject stands for; undefined for anybody else. */
export function tenantOfSubject(subject: Fields, tenants: ManifestContext["tenants"]): string | undefined {
  const account = accountOf(subject);
  if (account?.name.startsWith(tenantAccount)) return account.name.slice(tenantAccount.length);
  return tenants.find(
    ({ namespaces, owners }) =>
      (account !== undefined && namespaces.includes(account.namespace)) ||
      (account === undefined && owners.includes(String(subject["name"]))),
  )?.name;
}

/** A service account, also where it is named as the user or the group that Kubernetes makes of it. */
function accountOf({ kind, namespace, name }: Fields): { namespace: string; name: string } | undefined {
  if (kind === "ServiceAccount") return { namespace: text(namespace) ?? "", name: text(name) ?? "" };
  const [, own = "", account = ""] =
    /^system:serviceaccounts?:([^:]+)(?::([^:]+))?$/.exec(typeof name === "string" ? name : "") ?? [];
  return own === "" ? undefined : { namespace: own, name: account };
}
