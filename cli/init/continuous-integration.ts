/** What a new fleet's CI runs: plain shell, and the workflows of GitHub Actions and GitLab that call it. */

const flotilla = "npx --no-install flotilla";

/** Text by path from the fleet's folder. */
export const continuousIntegration: ReadonlyMap<string, string> = new Map([
  [
    "ci/check.sh",
    `#!/bin/sh
# Every change: tests, types, rules as SARIF and JUnit, and what the change does as Markdown. BASE is what it goes into.
set -eu
base=\${1:-origin/main}
mkdir -p out
code=0
npm test || code=$?
if [ -x node_modules/.bin/tsc ]; then npm run types || code=$?; fi
${flotilla} check --format sarif > out/flotilla.sarif || code=$?
${flotilla} check --format junit > out/flotilla.junit.xml || true
${flotilla} diff --base "$base" --format markdown > out/flotilla.md || code=$?
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
${flotilla} diff --base "$base" --head "$head" --code-from "$base" --format markdown > out/flotilla.md || code=$?
cat out/flotilla.md
exit "$code"
`,
  ],
  [
    "ci/publish.sh",
    `#!/bin/sh
# After a merge: commits what changed to the repositories of the regions that are named, or of all.
set -eu
base=\${FLEET_REPOSITORIES:-}
if [ -z "$base" ]; then
  # What CI commits to a folder of its own is gone when the job ends.
  if [ -n "\${CI:-}" ]; then echo "set FLEET_REPOSITORIES to where the repositories are, such as https://git.example.com/fleet" >&2; exit 64; fi
  base=out/repos
fi
regions=""
for region in "$@"; do regions="$regions --region $region"; done
# shellcheck disable=SC2086 # one word a region
${flotilla} publish --to "$base" $regions
`,
  ],
  [
    ".github/workflows/fleet.yaml",
    `name: fleet
on:
  pull_request:
  push: { branches: [main] }
permissions: { contents: read }
jobs:
  # Forks get no secrets here, and a token that can only read.
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    concurrency: { group: "check-\${{ github.ref }}", cancel-in-progress: true }
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      - uses: actions/setup-node@v4
        with: { node-version: 24, cache: npm }
      - run: npm ci
      - run: sh ci/check.sh "origin/$BASE"
        env: { BASE: "\${{ github.base_ref }}" }
      - if: always()
        run: cat out/flotilla.md >> "$GITHUB_STEP_SUMMARY"
      - if: always()
        uses: actions/upload-artifact@v4
        with: { name: flotilla, path: out/flotilla.* }
  publish:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    environment: fleet
    strategy:
      fail-fast: false
      matrix: { region: [centre, north] }
    # One run a region at a time; a run that waits is never dropped for a later one while it works.
    concurrency: { group: "publish-\${{ matrix.region }}" }
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      - uses: actions/setup-node@v4
        with: { node-version: 24, cache: npm }
      - run: npm ci
      - run: sh ci/publish.sh "$REGION"
        env:
          REGION: "\${{ matrix.region }}"
          FLEET_REPOSITORIES: "\${{ vars.FLEET_REPOSITORIES }}"
`,
  ],
  [
    ".gitlab-ci.yml",
    `default:
  image: node:24
  cache: { key: { files: [package-lock.json] }, paths: [.npm/] }
  before_script: [npm ci --cache .npm --prefer-offline]
variables: { GIT_DEPTH: "0" }
check:
  rules: [{ if: $CI_PIPELINE_SOURCE == "merge_request_event" }]
  interruptible: true
  script: ['sh ci/check.sh "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"']
  artifacts:
    when: always
    paths: [out/]
    reports: { junit: out/flotilla.junit.xml }
publish:
  rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH }]
  parallel: { matrix: [{ REGION: [centre, north] }] }
  resource_group: "publish-$REGION"
  script: ['sh ci/publish.sh "$REGION"']
`,
  ],
]);
