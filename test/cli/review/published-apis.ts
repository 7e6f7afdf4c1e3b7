/**
 * What the forges publish of the parts of their APIs that a review uses: GitHub's REST description of 2022-11-28, Gitea's of
 * 1.26, and GitLab's OpenAPI document of 19.5. Facts alone: method, path, names of fields.
 */

import type { ForgeName } from "../../../cli/review/target.ts";

export interface PublishedCall {
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  readonly path: string;
  readonly query?: readonly string[];
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  /** Fields of the answer, or of each item of it, that stand for the rest of them. */
  readonly answer: readonly string[];
  /** Where the answer comes in pages. */
  readonly paged?: true;
}

const repo = "/repos/{owner}/{repo}";
const githubPages = ["per_page", "page"];
const giteaPages = ["page", "limit"];
const gitlabPages = ["page", "per_page"];
const pull = ["number", "state", "title", "user", "head", "base", "draft", "html_url"];
const output = [
  "name",
  "details_url",
  "external_id",
  "status",
  "started_at",
  "conclusion",
  "completed_at",
  "output",
  "actions",
];
const checkRun = ["id", "head_sha", "name", "status", "conclusion", "details_url", "output", "app"];
const mergeRequest = "/projects/{id}/merge_requests/{merge_request_iid}";
const gitlabUser = ["id", "username", "name", "state"];

export const publishedApis: Readonly<Record<ForgeName, readonly PublishedCall[]>> = {
  github: [
    { method: "GET", path: "/user", answer: ["login", "id", "type"] },
    { method: "GET", path: `${repo}/pulls/{number}`, answer: pull },
    {
      method: "GET",
      path: `${repo}/pulls`,
      query: ["state", "head", "base", "sort", "direction", ...githubPages],
      answer: pull,
      paged: true,
    },
    {
      method: "GET",
      path: `${repo}/issues/{number}/comments`,
      query: ["since", ...githubPages],
      answer: ["id", "body", "user", "created_at", "author_association"],
      paged: true,
    },
    { method: "POST", path: `${repo}/issues/{number}/comments`, required: ["body"], answer: ["id", "body", "user"] },
    { method: "PATCH", path: `${repo}/issues/comments/{id}`, required: ["body"], answer: ["id", "body", "user"] },
    {
      method: "POST",
      path: `${repo}/statuses/{sha}`,
      required: ["state"],
      optional: ["target_url", "description", "context"],
      answer: ["id", "state", "context", "description", "target_url"],
    },
    { method: "POST", path: `${repo}/check-runs`, required: ["name", "head_sha"], optional: output, answer: checkRun },
    { method: "PATCH", path: `${repo}/check-runs/{id}`, optional: output, answer: checkRun },
    {
      method: "GET",
      path: `${repo}/pulls/{number}/reviews`,
      query: githubPages,
      answer: ["id", "user", "body", "state", "commit_id", "submitted_at", "author_association"],
      paged: true,
    },
    {
      method: "GET",
      path: "/orgs/{org}/teams/{team_slug}/members",
      query: ["role", ...githubPages],
      answer: ["login", "id"],
      paged: true,
    },
    { method: "GET", path: `${repo}/collaborators/{username}/permission`, answer: ["permission", "role_name", "user"] },
  ],
  gitea: [
    { method: "GET", path: "/user", answer: ["login", "id", "full_name"] },
    { method: "GET", path: `${repo}/pulls/{index}`, answer: pull },
    {
      method: "GET",
      path: `${repo}/pulls`,
      query: ["base_branch", "state", "sort", "milestone", "labels", "poster", ...giteaPages],
      answer: pull,
      paged: true,
    },
    {
      method: "GET",
      path: `${repo}/issues/{index}/comments`,
      query: ["since", "before"],
      answer: ["id", "body", "user", "created_at"],
    },
    {
      method: "POST",
      path: `${repo}/issues/{index}/comments`,
      required: ["body"],
      optional: ["updated_at"],
      answer: ["id", "body", "user"],
    },
    {
      method: "PATCH",
      path: `${repo}/issues/comments/{id}`,
      required: ["body"],
      optional: ["updated_at"],
      answer: ["id", "body", "user"],
    },
    {
      method: "POST",
      path: `${repo}/statuses/{sha}`,
      optional: ["context", "description", "state", "target_url"],
      answer: ["id", "status", "context", "description", "target_url"],
    },
    {
      method: "GET",
      path: `${repo}/pulls/{index}/reviews`,
      query: giteaPages,
      answer: ["id", "user", "team", "state", "body", "commit_id", "stale", "official", "dismissed", "submitted_at"],
      paged: true,
    },
    {
      method: "GET",
      path: "/orgs/{org}/teams",
      query: giteaPages,
      answer: ["id", "name", "organization"],
      paged: true,
    },
    { method: "GET", path: "/teams/{id}/members", query: giteaPages, answer: ["login", "id"], paged: true },
    {
      method: "GET",
      path: `${repo}/collaborators/{collaborator}/permission`,
      answer: ["permission", "role_name", "user"],
    },
  ],
  gitlab: [
    { method: "GET", path: "/user", answer: gitlabUser },
    {
      method: "GET",
      path: mergeRequest,
      answer: ["id", "iid", "state", "author", "sha", "source_branch", "diff_refs"],
    },
    {
      method: "GET",
      path: "/projects/{id}/merge_requests",
      query: [
        "state",
        "source_branch",
        "target_branch",
        "order_by",
        "sort",
        "scope",
        "author_username",
        ...gitlabPages,
      ],
      answer: ["id", "iid", "state", "author", "sha", "source_branch"],
      paged: true,
    },
    {
      method: "GET",
      path: `${mergeRequest}/notes`,
      query: ["sort", "order_by", "activity_filter", ...gitlabPages],
      answer: ["id", "body", "author", "system", "created_at"],
      paged: true,
    },
    {
      method: "POST",
      path: `${mergeRequest}/notes`,
      required: ["body"],
      optional: ["created_at", "internal", "confidential", "merge_request_diff_head_sha"],
      answer: ["id", "body", "author"],
    },
    { method: "PUT", path: `${mergeRequest}/notes/{note_id}`, required: ["body"], answer: ["id", "body", "author"] },
    {
      method: "POST",
      path: "/projects/{id}/statuses/{sha}",
      required: ["state"],
      optional: ["ref", "name", "context", "target_url", "description", "coverage", "pipeline_id"],
      answer: ["id", "sha", "status", "name", "target_url", "description"],
    },
    {
      method: "GET",
      path: "/projects/{id}/repository/commits/{sha}/statuses",
      query: ["ref", "stage", "name", "all", "pipeline_id", "order_by", "sort", ...gitlabPages],
      answer: ["id", "sha", "status", "name"],
      paged: true,
    },
    {
      method: "GET",
      path: `${mergeRequest}/versions`,
      query: gitlabPages,
      answer: ["id", "head_commit_sha", "base_commit_sha", "created_at"],
      paged: true,
    },
    {
      method: "GET",
      path: `${mergeRequest}/approvals`,
      answer: ["user_has_approved", "user_can_approve", "approved", "approved_by"],
    },
    {
      method: "GET",
      path: "/groups/{id}/members/all",
      query: gitlabPages,
      answer: [...gitlabUser, "access_level"],
      paged: true,
    },
    {
      method: "GET",
      path: "/projects/{id}/members/all",
      query: gitlabPages,
      answer: [...gitlabUser, "access_level"],
      paged: true,
    },
  ],
};
