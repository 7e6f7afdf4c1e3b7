/** The pages of the book in the order in which they are read. */

interface Part {
  readonly title: string;
  /** Pages by their path from the root of the project; a path that ends with / stands for all pages of that folder. */
  readonly pages: readonly string[];
}

const parts: readonly Part[] = [
  { title: "Start", pages: ["README.md", "docs/tutorial.md"] },
  {
    title: "Guides",
    pages: [
      "docs/guide-site-engineer.md",
      "docs/guide-app.md",
      "docs/guide-system.md",
      "docs/guide-clusters.md",
      "docs/guide-import.md",
      "docs/guide-reviewer.md",
      "docs/guide-operator.md",
      "docs/guide-no-jump-hosts.md",
      "docs/guide-prerequisites.md",
      "docs/guide-enroll.md",
      "docs/guide-lost-hub.md",
      "docs/guide-gateway.md",
      "docs/guide-oci.md",
      "docs/guide-own-fleet.md",
      "docs/guide-profile-author.md",
      "docs/guide-engine-author.md",
      "docs/traps.md",
    ],
  },
  { title: "Engines", pages: ["docs/engines/"] },
  {
    title: "Reference",
    pages: [
      "docs/commands.md",
      "docs/diagnostics.md",
      "docs/policies.md",
      "docs/field-changes.md",
      "docs/engine-fields.md",
      "docs/placements.md",
      "docs/privileges.md",
      "docs/systems.md",
      "docs/conformance.md",
      "docs/coverage.md",
      "docs/promises.md",
      "docs/faults.md",
    ],
  },
  {
    title: "Design",
    pages: [
      "docs/architecture.md",
      "docs/adr/",
      "docs/performance.md",
      "docs/bench.md",
      "docs/lab.md",
      "docs/files.md",
    ],
  },
  {
    title: "Project",
    pages: ["docs/dependencies.md", "docs/release.md", "CONTRIBUTING.md", "CHANGELOG.md"],
  },
];

/** A part of the sidebar with the pages that it leads to. */
export interface SidebarPart {
  readonly title: string;
  readonly pages: readonly string[];
}

/**
 * The parts with all pages in their order. @throws Error when a page is in no part, or a part names one that is not there
 */
export function sidebarOf(paths: readonly string[]): readonly SidebarPart[] {
  const filled = parts.map(({ title, pages }) => ({
    title,
    pages: pages.flatMap((page) => (page.endsWith("/") ? inFolder(paths, page) : [page])),
  }));
  const named = filled.flatMap(({ pages }) => pages);
  const faults = [
    ...paths.filter((path) => !named.includes(path)).map((path) => `${path} is in no part, add it to one`),
    ...named.filter((path) => !paths.includes(path)).map((path) => `${path} is not there, take it out`),
  ];
  if (faults.length > 0) throw new Error(`docs/site/sidebar.ts: ${faults.join("; ")}`);
  return filled;
}

/** The folder's own README first. */
function inFolder(paths: readonly string[], folder: string): readonly string[] {
  const isOverview = (path: string) => path === `${folder}README.md`;
  return paths
    .filter((path) => path.startsWith(folder))
    .toSorted((a, b) => Number(isOverview(b)) - Number(isOverview(a)) || (a < b ? -1 : 1));
}
