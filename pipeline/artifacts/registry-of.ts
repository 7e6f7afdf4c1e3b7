import { parseAddress } from "../../oci/address.ts";
import { RegistryClient } from "../../oci/client.ts";
import { ArtifactRepository } from "../../oci/repository.ts";

/** Where artifacts lie, and how their registry is known. */
export interface ArtifactPlace {
  /** `oci://registry.panji.example/fleet/guangdong` */
  readonly url: string;
  /** PEM of authorities that are trusted besides those of the system; absent: none. */
  readonly authorities?: string | undefined;
}

/**
 * The artifacts of a repository, by the path of their folder.
 *
 * @throws OciError for an address that is none
 */
export function registryOf({ url, authorities }: ArtifactPlace): (path: string) => ArtifactRepository {
  const client = new RegistryClient(parseAddress(url), { authorities: authorities === undefined ? [] : [authorities] });
  return (path) => new ArtifactRepository(client, `${url}/${path}`);
}
