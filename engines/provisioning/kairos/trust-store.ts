/** The authorities of a fleet in the trust stores of a host: the system's own, and the one that K3s pulls images by. */

import type { Region } from "../../../constructs/region.ts";
import type { Site } from "../../../constructs/site.ts";
import { certificatesOf } from "../../../model/certificate.ts";
import { memoizeByIdentity } from "../../../model/memo.ts";
import type { StageFile } from "./stage-file.ts";

/**
 * Where the system of an image takes more authorities from, by words of the image's name: update-ca-certificates of Debian,
 * and of SUSE. Both families read the result below /etc/ssl/certs, which pods mount as the host's own store; that of Red
 * Hat is links to elsewhere (kairos issue 4755), so it is not among them.
 */
const STORES = [
  { words: /ubuntu|debian/, folder: "/usr/local/share/ca-certificates" },
  { words: /opensuse|leap|tumbleweed/, folder: "/etc/pki/trust/anchors" },
] as const;

/** The same on all hosts of a site. */
export interface HostAuthorities {
  readonly folder: string;
  /** Each in a file of its own, as update-ca-certificates(8) asks for. */
  readonly certificates: readonly { readonly name: string; readonly text: string }[];
}

/** The folder of authorities in an OS image; undefined for one whose store is not known. */
export function trustFolder(image: string): string | undefined {
  return STORES.find(({ words }) => words.test(image))?.folder;
}

/** Undefined where nothing is trusted besides what the image brings. */
export function hostAuthorities({ region }: Site, image: string): HostAuthorities | undefined {
  const folder = trustFolder(image);
  const certificates = certificatesIn(region);
  return folder === undefined || certificates.length === 0 ? undefined : { folder, certificates };
}

const certificatesIn = memoizeByIdentity(({ trust }: Region) =>
  Object.entries(trust).flatMap(([bundle, text]) =>
    certificatesOf(text).map((certificate, index) => ({ name: `${bundle}-${index + 1}`, text: certificate })),
  ),
);

/** Authorities of all registries in one file, which containerd reads at each pull beside the system's store. */
export const REGISTRY_AUTHORITIES = "/etc/rancher/k3s/flotilla-registries.pem";

export function authorityFiles({ folder, certificates }: HostAuthorities): readonly StageFile[] {
  return [
    ...certificates.map(({ name, text }) => ({ path: `${folder}/flotilla-${name}.crt`, content: text })),
    { path: REGISTRY_AUTHORITIES, content: certificates.map(({ text }) => text).join("") },
  ];
}

/** Makes the store of the system anew; `-f` drops what is no longer there, in both families. */
export const UPDATE_STORE = "update-ca-certificates -f";

/** Files of authorityFiles on any image. */
export const AUTHORITY_PATTERNS = [...STORES.map(({ folder }) => `${folder}/flotilla-*.crt`), REGISTRY_AUTHORITIES];
