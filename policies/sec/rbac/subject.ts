/** Whom a binding names: everyone, Kubernetes itself, a tenant or the platform. */

import { tenantPrefix } from "../../../model/delivery.ts";
import { text } from "../../../model/json-fields.ts";
import { everyone, holdersOfTenants } from "../../../model/kubernetes-groups.ts";
import type { ManifestContext } from "../../rule.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Names that Kubernetes keeps for itself: `kube-apiserver` alone gives them out. */
const reserved = "system:";

export function subjectTitle({ kind, namespace, name }: Fields): string {
  return `${String(kind)} ${namespace === undefined ? "" : `${String(namespace)}/`}${String(name)}`;
}

export function isEveryone({ kind, name }: Fields): boolean {
  return kind !== "ServiceAccount" && everyone.includes(String(name));
}

/** A reserved name that stands for no single service account, such as `system:masters`. */
export function isReserved(subject: Fields): boolean {
  const { kind, name } = subject;
  return kind !== "ServiceAccount" && String(name).startsWith(reserved) && accountOf(subject) === undefined;
}

/** The tenants whose people or pods the subject stands for; none for anybody else. */
export function tenantsOfSubject(subject: Fields, tenants: ManifestContext["tenants"]): readonly string[] {
  const name = String(subject["name"]);
  if (subject["kind"] !== "ServiceAccount" && holdersOfTenants.includes(name)) return tenants.map((each) => each.name);
  const account = accountOf(subject);
  if (account?.name.startsWith(tenantPrefix)) return [account.name.slice(tenantPrefix.length)];
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
