/** The text of an engine of a fleet's own, and of the profile that uses it. */

import manifest from "../../package.json" with { type: "json" };

const { name } = manifest;

/** By path from the fleet's folder. */
export const ownEngine: Readonly<Record<string, string>> = {
  "engines/shelf/shelf.ts": `import type { ProvisioningEngine } from "${name}/engines";
import { engines } from "${name}/engines";

/** Servers that somebody takes from a shelf: a note for whoever carries them. */
export interface ShelfSettings {
  readonly engine: "shelf";
  readonly room: string;
}

const { existing } = engines.provisioners;

export const shelf: ProvisioningEngine<ShelfSettings> = {
  name: "shelf",
  kinds: {},
  fields: existing.fields,
  fieldChanges: existing.fieldChanges,
  makesClusters: false,
  example: { engine: "shelf", room: "B1" },
  unsupported: () => [],
  lower: ({ site }, { room }) =>
    site.hosts.map((host) => ({
      kind: "host-file",
      audience: host,
      owner: host.path,
      name: "carry.txt",
      text: \`Carry \${host.name} from room \${room} to \${site.name}.\\n\`,
    })),
};
`,
  "profiles/edge-shelf/1.0.0.ts": `import type { Profile } from "${name}";
import { ownProvisioner, type Site } from "${name}/constructs";
import type { ShelfSettings } from "../../engines/shelf/shelf.ts";
import { edgeK3s } from "${name}/profiles/edge-k3s/1.0.0";

const provisioner = ownProvisioner<ShelfSettings>({ engine: "shelf", room: "B1" });

export const edgeShelf: Profile<Site> = { ...edgeK3s, name: "edge-shelf", version: "1.0.0", provisioner };
`,
};
