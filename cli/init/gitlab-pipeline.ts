/** The pipeline of a new fleet for GitLab. */

const install = "npm ci --cache .npm --prefer-offline";
const isChange = '$CI_PIPELINE_SOURCE == "merge_request_event"';
const isOwn = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID";
const isForeign = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_MERGE_REQUEST_PROJECT_ID";

const checkoutBase = 'git checkout --quiet --detach "$CI_MERGE_REQUEST_DIFF_BASE_SHA"';
/** In a pipeline of merged results the commit is the merge. */
const head = `\${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-$CI_COMMIT_SHA}`;

/** What a job of a change has found, as files that the merge request links to. */
const plan = `when: always
    expose_as: Flotilla plan
    paths: [out/flotilla.html, out/flotilla.md, out/flotilla.plan.json]`;

export const gitlabPipeline = `default:
  image: node:24
  cache: { key: { files: [package-lock.json] }, paths: [.npm/] }
  before_script: ["${install}"]
variables: { GIT_DEPTH: "0" }
check:
  rules: [{ if: '${isChange} && ${isOwn}' }]
  interruptible: true
  script: ['sh ci/check.sh "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME" "${head}"']
  artifacts:
    ${plan}
    reports: { junit: out/flotilla.junit.xml }
# What has a token runs the base's packages. FLOTILLA_REVIEW_TOKEN is a variable of the environment review, so that no other job sees it.
review:
  needs: [check]
  rules: [{ if: '${isChange} && ${isOwn}', when: always }]
  environment: { name: review, action: access }
  before_script: ['${checkoutBase}', "${install}"]
  script:
    - if [ -z "\${FLOTILLA_REVIEW_TOKEN:-}" ]; then echo "no token to post with, the plan is among the artifacts"; exit 0; fi
    - if [ -f out/flotilla.plan.json ]; then npx --no-install flotilla review post --plan out/flotilla.plan.json; fi
# In a merge train by itself; elsewhere somebody starts it once the owners have approved, and until then nothing is merged.
plan-merge:
  needs: [review]
  rules:
    - { if: '${isChange} && ${isOwn} && $CI_MERGE_REQUEST_EVENT_TYPE == "merge_train"' }
    - { if: '${isChange} && ${isOwn}', when: manual, allow_failure: false }
  script:
    - if [ "\${CI_MERGE_REQUEST_EVENT_TYPE:-}" = merge_train ]; then exec sh ci/plan-merge.sh HEAD^1 HEAD; fi
    - git fetch --quiet origin "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    - 'sh ci/plan-merge.sh FETCH_HEAD "${head}" --merge'
  artifacts:
    ${plan}
gate:
  needs: [plan-merge]
  rules: [{ if: '${isChange} && ${isOwn}' }]
  environment: { name: review, action: access }
  before_script: ['${checkoutBase}', "${install}"]
  script: [npx --no-install flotilla review gate --plan out/flotilla.plan.json]
# A fork gets no secrets, and what runs here is the base's code: of the change only the data is taken.
check-fork:
  rules: [{ if: '${isChange} && ${isForeign}' }]
  interruptible: true
  before_script: ['${checkoutBase}', "${install}"]
  script: ['sh ci/check-foreign.sh "$CI_COMMIT_SHA"']
  artifacts:
    ${plan}
# All regions in one job: one that comes later needs no line here.
publish:
  rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH }]
  resource_group: publish
  script: [sh ci/publish.sh]
`;
