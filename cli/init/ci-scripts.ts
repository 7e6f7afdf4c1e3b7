/** What a new fleet's CI runs as plain shell; the workflows of the forges call it, and any other CI can. */

const flotilla = "npx --no-install flotilla";

/** Text by path from the fleet's folder. */
export const ciScripts: ReadonlyMap<string, string> = new Map([
  [
    "ci/check.sh",
    `#!/bin/sh
# Every change: tests, types, rules as SARIF and JUnit, and the plan of its merge as Markdown, as a page and as plan.json. BASE is what it
# goes into, HEAD the commit that asks for it.
set -eu
base=\${1:-origin/main}
head=\${2:-HEAD}
mkdir -p out
code=0
npm test || code=$?
if [ -x node_modules/.bin/tsc ]; then npx --no-install tsc --project tsconfig.code.json || code=$?; fi
${flotilla} check --format sarif > out/flotilla.sarif || code=$?
${flotilla} check --format junit > out/flotilla.junit.xml || true
${flotilla} plan --base "$base" --head "$head" --merge --format markdown --out out/flotilla.plan.json --report out/flotilla.html > out/flotilla.md || code=$?
cat out/flotilla.md
exit "$code"
`,
  ],
  [
    "ci/check-foreign.sh",
    `#!/bin/sh
# A change from a fork: the code of BASE with the data of HEAD. Run it in a checkout of BASE, with its packages installed.
set -eu
head=$1
base=\${2:-HEAD}
code=0
mkdir -p out
${flotilla} plan --base "$base" --head "$head" --merge --code-from "$base" --format markdown --out out/flotilla.plan.json --report out/flotilla.html > out/flotilla.md || code=$?
cat out/flotilla.md
exit "$code"
`,
  ],
  [
    "ci/plan-merge.sh",
    `#!/bin/sh
# What a merge does, for the gate: HEAD is the merge itself, or with --merge what is to be merged into BASE.
set -eu
base=$1
head=$2
merge=\${3:-}
mkdir -p out
code=0
# shellcheck disable=SC2086 # nothing, or one word
${flotilla} plan --base "$base" --head "$head" $merge --format markdown --out out/flotilla.plan.json --report out/flotilla.html > out/flotilla.md || code=$?
cat out/flotilla.md
exit "$code"
`,
  ],
  [
    "ci/regions.sh",
    `#!/bin/sh
# names=["centre","north"]: an output, of which the workflow makes a job for each.
set -eu
names='"centre"'
for file in sites/*/region.yaml; do
  region=\${file#sites/}
  names="$names,\\"\${region%/region.yaml}\\""
done
printf 'names=[%s]\\n' "$names"
`,
  ],
  [
    "ci/publish.sh",
    `#!/bin/sh
# After a merge: commits what changed to the repositories of the regions that are named, or of all. Where a backend of
# Pulumi's is set, the regions' stacks do it, which flotilla-stacks init has made.
set -eu
regions=""
for region in "$@"; do regions="$regions --region $region"; done
if [ -n "\${PULUMI_BACKEND_URL:-}\${PULUMI_ACCESS_TOKEN:-}" ]; then
  # shellcheck disable=SC2086 # one word a region
  exec npx --no-install flotilla-stacks up --refresh $regions
fi
base=\${FLEET_REPOSITORIES:-}
if [ -z "$base" ]; then
  # What CI commits to a folder of its own is gone when the job ends.
  if [ -n "\${CI:-}" ]; then echo "set FLEET_REPOSITORIES to where the repositories are, such as https://git.example.com/fleet" >&2; exit 64; fi
  base=out/repos
fi
# shellcheck disable=SC2086 # one word a region
${flotilla} publish --to "$base" $regions
`,
  ],
]);
