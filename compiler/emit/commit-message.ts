import type { ContentFile } from "../../model/repository-file.ts";
import type { RepositoryContent } from "./content.ts";
import type { Provenance } from "./provenance-files.ts";

/** What the commit of a repository's content says: where it comes from and what it was planned to be. */
export function commitMessage({ name, files, plan }: RepositoryContent<ContentFile>, { source, commit }: Provenance) {
  return {
    subject: `${name}: ${files.length} files from ${commit.slice(0, 12)}`,
    body: "",
    trailers: [
      ["Flotilla-Source", source],
      ["Flotilla-Source-Commit", commit],
      ["Flotilla-Plan", `sha256:${plan}`],
    ] as const,
  };
}
