/** A site as an importer writes it: the fields of model/zone-file.ts, in the order in which people write them. */

/** What the input does not say and a person must; it fits no field, so no fleet with it passes its check. */
export const unknown = "TODO";

export type OneOrPair = string | readonly string[];

export interface RouteDraft {
  readonly destination: string;
  readonly gateway: string;
  readonly metric?: number | string;
}

export interface InterfaceDraft {
  readonly name: string;
  readonly type: string;
  mac?: string;
  members?: readonly string[];
  mode?: string;
  id?: number | string;
  mtu?: number | string;
  addresses?: readonly string[];
  routes?: readonly RouteDraft[];
}

/** The fields in the order of the file. */
export function inOrder({ name, type, mac, members, mode, id, mtu, addresses, routes }: InterfaceDraft) {
  const optional = { mac, members, mode, id, mtu, addresses, routes };
  const said = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { name, type, ...Object.fromEntries(said) } as InterfaceDraft;
}

export type DiskDraft = string | Readonly<Record<string, string | number | boolean>>;

export interface BmcDraft {
  readonly address: string;
  readonly credentials?: string;
  readonly verifyCertificate?: boolean | string;
}

export interface HostDraft {
  readonly name: string;
  readonly machineId?: string | undefined;
  readonly serial?: string | undefined;
  readonly arch: string;
  readonly role: string;
  readonly address: OneOrPair;
  readonly mac?: string | undefined;
  readonly interfaces?: readonly InterfaceDraft[] | undefined;
  readonly bmc?: string | BmcDraft | undefined;
  readonly boot?: string | undefined;
  readonly disk?: DiskDraft | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly kernelArguments?: readonly string[] | undefined;
}

export interface UserDraft {
  readonly name: string;
  readonly sshKeys: readonly string[];
}

interface NetworkDraft {
  readonly nodes: OneOrPair;
  readonly pods?: OneOrPair | undefined;
  readonly services?: OneOrPair | undefined;
  readonly vip?: OneOrPair | undefined;
  readonly ingressVip?: OneOrPair | undefined;
  readonly vlan?: number | string | undefined;
  readonly gateway?: OneOrPair | undefined;
  readonly dns?: readonly string[] | undefined;
  readonly ntp?: readonly string[] | undefined;
  readonly search?: readonly string[] | undefined;
  readonly proxy?: ProxyDraft | undefined;
}

export interface ProxyDraft {
  readonly http?: string;
  readonly https?: string;
  readonly noProxy?: readonly string[];
}

export interface SiteDraft {
  readonly name: string;
  readonly kind: "cluster";
  readonly profile: string;
  readonly state: "planned";
  readonly network: NetworkDraft;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly users?: readonly UserDraft[] | undefined;
  readonly hosts: readonly HostDraft[];
}
