/** One server. */

import { Construct } from "constructs";
import { type Capacity, capacityOf } from "../model/capacity.ts";
import type { DiskSelector } from "../model/disk-file.ts";
import { memoizeByIdentity } from "../model/memo.ts";
import type { Source } from "../model/source.ts";
import type { HostSpec, TaintSpec } from "../model/zone-file.ts";
import { type HostInterface, hostInterfaces } from "./host-interfaces.ts";
import { nodeSettingsOf } from "./node-settings.ts";
import { valuesOf } from "./one-or-pair.ts";
import type { Site } from "./site.ts";

/** How the server is switched and installed from outside. */
export interface HostBmc {
  readonly address: string;
  /** Entry `bmc/<credentials>` of the secret store. */
  readonly credentials: string;
  readonly verifyCertificate: boolean;
}

/** One server. */
export class Host extends Construct {
  readonly site: Site;
  readonly spec: HostSpec;
  readonly source: Source | undefined;
  readonly name: string;
  readonly path: string;

  constructor(site: Site, spec: HostSpec, source?: Source) {
    super(site, spec.name);
    this.site = site;
    this.spec = spec;
    this.source = source;
    this.name = spec.name;
    this.path = `${site.path}/${spec.name}`;
  }

  /**
   * What the server is known by before it is a node, and the name of its folder below hosts/: its machine id as it is,
   * else `serial-<serial>`, else `mac-<twelve digits>`; of a virtual machine `virtual-<name>`. When a server becomes known by another of them the folder moves
   * and what had been fetched from the old one is left alone: nothing is installed anew.
   */
  get id(): string {
    const { machineId, serial } = this.spec;
    if (machineId !== undefined) return machineId;
    if (this.isVirtual) return `virtual-${this.name}`;
    return serial === undefined ? `mac-${this.mac?.replaceAll(":", "") ?? ""}` : `serial-${serial.toLowerCase()}`;
  }

  /** It does not exist before its provisioner makes it, so nothing identifies it beforehand. */
  get isVirtual(): boolean {
    return this.spec.virtual === true;
  }

  /** Of the node, IPv4 before IPv6; at least one. */
  get addresses(): readonly string[] {
    return valuesOf(this.spec.address);
  }

  /** The first of `addresses`. */
  get address(): string {
    return this.addresses[0] as string;
  }

  /** Of the interface that the server boots by. */
  get mac(): string | undefined {
    return this.spec.mac ?? this.spec.interfaces?.find(({ mac }) => mac !== undefined)?.mac;
  }

  /** All of them, members before what is made of them. */
  get interfaces(): readonly HostInterface[] {
    return interfacesOf(this);
  }

  get bmc(): HostBmc | undefined {
    const { bmc } = this.spec;
    if (bmc === undefined) return undefined;
    const {
      address,
      credentials = this.id,
      verifyCertificate = true,
    } = typeof bmc === "string" ? { address: bmc } : bmc;
    return { address, credentials, verifyCertificate };
  }

  /** The disk that the operating system goes onto. */
  get installDisk(): DiskSelector {
    if (this.isVirtual) return "auto";
    // The loader admits no other host without one.
    return this.spec.disk ?? (this.spec.disks?.find(({ purpose }) => purpose === "install")?.device as DiskSelector);
  }

  /** Of the node, besides Flotilla's own: with those of its zone, its site and its pool. */
  get labels(): Readonly<Record<string, string>> {
    return nodeSettingsOf(this).labels;
  }

  get taints(): readonly TaintSpec[] {
    return nodeSettingsOf(this).taints;
  }

  /** Undefined when nobody wrote it down, or for a class that the fleet does not have. */
  get capacity(): Capacity | undefined {
    const { hardware } = this.spec;
    const size = typeof hardware === "string" ? this.site.region.fleet.spec.hardware[hardware] : hardware;
    return size && capacityOf(size);
  }

  get kernelArguments(): readonly string[] {
    return this.spec.kernelArguments ?? [];
  }
}

const interfacesOf = memoizeByIdentity(hostInterfaces);
