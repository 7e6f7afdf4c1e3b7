/** `flotilla profile new`: a draft version in the fleet's own folder, copied from its own newest or extending a shipped one. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageName } from "../../pipeline/version.ts";
import { profileFile } from "../../profiles/fingerprint.ts";
import type { ProfileVersion } from "./profile-versions.ts";

/** What was made, or what is wrong. */
export type NewProfile = { readonly file: string; readonly exported: string } | { readonly wrong: string };

const REFERENCE = /^([a-z][a-z0-9-]*)@(\d+\.\d+\.\d+)$/;

/**
 * @param root folder of the fleet
 * @param from the version to begin with; absent: the newest one of that name in the fleet's folder
 */
export function newProfile(root: string, reference: string, from: ProfileVersion | undefined): NewProfile {
  const [, name, version] = REFERENCE.exec(reference) ?? [];
  if (name === undefined || version === undefined)
    return { wrong: `found ${reference}, expected a name and a version, like edge-shop@1.1.0` };
  const file = profileFile(reference);
  if (existsSync(join(root, file))) return { wrong: `${file} is there already, expected a version that is not` };
  const source = from?.reference ?? newestOf(root, name);
  if (source === undefined)
    return { wrong: `found no version of ${name} in profiles/${name}/, expected --from NAME@VERSION to begin with` };
  const exported = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const text = existsSync(join(root, profileFile(source)))
    ? copied(readFileSync(join(root, profileFile(source)), "utf8"), source, { name, version })
    : extension(from, { name, version, exported });
  if (text === undefined)
    return {
      wrong: `${profileFile(source)} does not say its name and version as plain texts, expected them to copy it`,
    };
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  return { file, exported: /export const (\w+)/.exec(text)?.[1] ?? exported };
}

interface Names {
  readonly name: string;
  readonly version: string;
}

function copied(text: string, source: string, { name, version }: Names): string | undefined {
  const [oldName, oldVersion] = source.split("@");
  const [says, saysVersion] = [`name: "${oldName}"`, `version: "${oldVersion}"`];
  if (!text.includes(says) || !text.includes(saysVersion)) return undefined;
  return text.replace(saysVersion, `version: "${version}"`).replace(says, `name: "${name}"`);
}

const subjects = { sites: "Site", hubs: "Hub", centres: "Centre" } as const;

function extension(
  from: ProfileVersion | undefined,
  { name, version, exported }: Names & { readonly exported: string },
): string | undefined {
  if (!from) return undefined;
  const subject = subjects[from.list];
  return `import type { Profile } from "${packageName}";
import { type ${subject}, shippedProfile } from "${packageName}/constructs";
import { catalogue } from "${packageName}/profiles/catalogue";

const shipped = shippedProfile(catalogue.${from.list}, "${from.reference}");

/** ${from.reference} with what is our own. */
export const ${exported}: Profile<${subject}> = {
  ...shipped,
  name: "${name}",
  version: "${version}",
  layers: [...shipped.layers],
};
`;
}

/** The newest version of the fleet's own, as a reference. */
function newestOf(root: string, name: string): string | undefined {
  const folder = join(root, "profiles", name);
  if (!existsSync(folder)) return undefined;
  const versions = readdirSync(folder).flatMap((file) => /^(\d+\.\d+\.\d+)\.ts$/.exec(file)?.[1] ?? []);
  const [newest] = versions.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  return newest === undefined ? undefined : `${name}@${newest}`;
}
