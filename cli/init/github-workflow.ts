/** The workflows of a new fleet for GitHub Actions. */

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

/** That of the job, or of an app that may read the teams of the organisation as well. */
const tokens = `{ GITHUB_TOKEN: "\${{ github.token }}", FLOTILLA_REVIEW_TOKEN: "\${{ secrets.FLOTILLA_REVIEW_TOKEN }}" }`;

const isOwn = "github.event.pull_request.head.repo.full_name == github.repository";

export const githubWorkflow = `name: fleet
on:
  pull_request:
  merge_group:
  push: { branches: [main] }
permissions: { contents: read }
jobs:
  check:
    if: github.event_name == 'pull_request' && ${isOwn}
    runs-on: ubuntu-latest
    permissions: { contents: read, security-events: write }
    concurrency: { group: "check-\${{ github.ref }}", cancel-in-progress: true }
    steps:
      ${prepared()}
      - run: sh ci/check.sh "origin/$BASE" "$HEAD"
        env: { BASE: "\${{ github.base_ref }}", HEAD: "\${{ github.event.pull_request.head.sha }}" }
      ${shown}
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
  # What a merge queue has merged: its plan, made without a secret, and then held to what was reviewed by the code of the base.
  plan-merge:
    if: github.event_name == 'merge_group'
    runs-on: ubuntu-latest
    steps:
      ${prepared()}
      - run: sh ci/plan-merge.sh "$BASE" "$HEAD"
        env: { BASE: "\${{ github.event.merge_group.base_sha }}", HEAD: "\${{ github.event.merge_group.head_sha }}" }
      ${shown}
  gate:
    needs: plan-merge
    if: github.event_name == 'merge_group'
    runs-on: ubuntu-latest
    permissions: { contents: read, checks: write, statuses: write, pull-requests: read }
    steps:
      ${prepared("github.event.merge_group.base_sha")}
      - uses: actions/download-artifact@v4
        with: { name: flotilla, path: out/plan }
      - run: npx --no-install flotilla review gate --plan out/plan/flotilla.plan.json
        env: ${tokens}
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

/** It runs with what the default branch says and may write, so it takes nothing of a change but data. */
export const githubReview = `name: review
on:
  workflow_run: { workflows: [fleet], types: [completed] }
permissions: { contents: read }
jobs:
  post:
    if: github.event.workflow_run.event == 'pull_request'
    runs-on: ubuntu-latest
    permissions: { contents: read, actions: read, checks: write, statuses: write, pull-requests: write }
    concurrency: { group: "review-\${{ github.event.workflow_run.head_repository.full_name }}-\${{ github.event.workflow_run.head_branch }}" }
    steps:
      ${prepared()}
      - uses: actions/download-artifact@v4
        with:
          name: flotilla
          path: out/foreign
          run-id: "\${{ github.event.workflow_run.id }}"
          github-token: "\${{ github.token }}"
      # There is none where the files of the change have faults: its own run says which.
      - run: if [ -f out/foreign/flotilla.plan.json ]; then npx --no-install flotilla review post --plan out/foreign/flotilla.plan.json; fi
        env: ${tokens}
`;
