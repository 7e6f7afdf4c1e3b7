/** The workflow of a new fleet for GitHub Actions. */

/** Every job begins so. @param ref expression for what is checked out, the change itself when absent */
function prepared(ref?: string): string {
  const what = ref === undefined ? "fetch-depth: 0" : `fetch-depth: 0, ref: "\${{ ${ref} }}"`;
  return `- uses: actions/checkout@v4
        with: { ${what} }
      - uses: actions/setup-node@v4
        with: { node-version: 24, cache: npm }
      - run: npm ci`;
}

/** What a job has found: in the page of the run, and as files. */
const shown = `- if: always()
        run: if [ -f out/flotilla.md ]; then cat out/flotilla.md >> "$GITHUB_STEP_SUMMARY"; fi
      - if: always()
        uses: actions/upload-artifact@v4
        with: { name: flotilla, path: out/flotilla.*, if-no-files-found: ignore }`;

const isOwn = "github.event.pull_request.head.repo.full_name == github.repository";

export const githubWorkflow = `name: fleet
on:
  pull_request:
  push: { branches: [main] }
permissions: { contents: read }
jobs:
  check:
    if: github.event_name == 'pull_request' && ${isOwn}
    runs-on: ubuntu-latest
    permissions: { contents: read, pull-requests: write, security-events: write }
    concurrency: { group: "check-\${{ github.ref }}", cancel-in-progress: true }
    steps:
      ${prepared()}
      - run: sh ci/check.sh "origin/$BASE"
        env: { BASE: "\${{ github.base_ref }}" }
      ${shown}
      - if: always()
        run: if [ -f out/flotilla.md ]; then node ci/comment.mjs out/flotilla.md; fi
        env: { GITHUB_TOKEN: "\${{ github.token }}", PULL_REQUEST: "\${{ github.event.pull_request.number }}" }
      # Shows findings at their lines, where the repository has code scanning.
      - if: always()
        continue-on-error: true
        uses: github/codeql-action/upload-sarif@v3
        with: { sarif_file: out/flotilla.sarif }
  # A fork gets no secrets, and what runs here is the base's code: of the change only the data is taken.
  check-fork:
    if: github.event_name == 'pull_request' && !(${isOwn})
    runs-on: ubuntu-latest
    concurrency: { group: "check-\${{ github.ref }}", cancel-in-progress: true }
    steps:
      ${prepared("github.event.pull_request.base.sha")}
      - run: git fetch --quiet origin "pull/$NUMBER/head"
        env: { NUMBER: "\${{ github.event.pull_request.number }}" }
      - run: sh ci/check-foreign.sh FETCH_HEAD
      ${shown}
  regions:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    outputs: { names: "\${{ steps.regions.outputs.names }}" }
    steps:
      - uses: actions/checkout@v4
      - id: regions
        run: sh ci/regions.sh >> "$GITHUB_OUTPUT"
  publish:
    needs: regions
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    environment: fleet
    strategy:
      fail-fast: false
      matrix: { region: "\${{ fromJSON(needs.regions.outputs.names) }}" }
    # One run a region at a time; a run that waits is never dropped for a later one while it works.
    concurrency: { group: "publish-\${{ matrix.region }}" }
    steps:
      ${prepared()}
      - if: vars.PULUMI_BACKEND_URL != ''
        uses: pulumi/actions@v6
      - run: sh ci/publish.sh "$REGION"
        env:
          REGION: "\${{ matrix.region }}"
          FLEET_REPOSITORIES: "\${{ vars.FLEET_REPOSITORIES }}"
          PULUMI_BACKEND_URL: "\${{ vars.PULUMI_BACKEND_URL }}"
          PULUMI_ACCESS_TOKEN: "\${{ secrets.PULUMI_ACCESS_TOKEN }}"
          PULUMI_CONFIG_PASSPHRASE: "\${{ secrets.PULUMI_CONFIG_PASSPHRASE }}"
`;
