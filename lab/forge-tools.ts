/** The forge of the lab, as a row of the table of programs. */

/** Made and measured like all others. */
export const forgeTools = {
  gitea: {
    group: "forge",
    folder: "gitea",
    module: "code.gitea.io/gitea",
    version: "v1.26.0",
    package: "code.gitea.io/gitea",
    tags: ["sqlite", "sqlite_unlock_notify"],
    // Its driver of SQLite is C.
    cgo: true,
    license: "MIT",
    purpose:
      "a forge: repositories, pull requests, reviews, statuses, protected branches; without its pages' scripts and styles",
  },
} as const;
