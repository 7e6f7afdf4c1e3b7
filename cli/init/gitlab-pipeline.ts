/** The pipeline of a new fleet for GitLab. */

const install = "npm ci --cache .npm --prefer-offline";
const isChange = '$CI_PIPELINE_SOURCE == "merge_request_event"';
const isOwn = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID";
const isForeign = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_MERGE_REQUEST_PROJECT_ID";

/** What a job of a change has found, as files that the merge request links to. */
const plan = `when: always
    expose_as: Flotilla plan
    paths: [out/flotilla.md]`;

export const gitlabPipeline = `default:
  image: node:24
  cache: { key: { files: [package-lock.json] }, paths: [.npm/] }
  before_script: ["${install}"]
variables: { GIT_DEPTH: "0" }
check:
  rules: [{ if: '${isChange} && ${isOwn}' }]
  interruptible: true
  script: ['sh ci/check.sh "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"']
  after_script: ["if [ -f out/flotilla.md ]; then node ci/comment.mjs out/flotilla.md; fi"]
  artifacts:
    ${plan}
    reports: { junit: out/flotilla.junit.xml }
# A fork gets no secrets, and what runs here is the base's code: of the change only the data is taken.
check-fork:
  rules: [{ if: '${isChange} && ${isForeign}' }]
  interruptible: true
  before_script: ['git checkout --quiet --detach "$CI_MERGE_REQUEST_DIFF_BASE_SHA"', "${install}"]
  script: ['sh ci/check-foreign.sh "$CI_COMMIT_SHA"']
  artifacts:
    ${plan}
# All regions in one job: one that comes later needs no line here.
publish:
  rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH }]
  resource_group: publish
  script: [sh ci/publish.sh]
`;
