import { expect, test } from "vitest";
import { commitMessage } from "../../../compiler/emit/commit-message.ts";

test("A commit says its repository and size in the subject, and source, commit and plan as trailers", () => {
  const file = { path: "README.md", text: "", id: "", construct: "" };
  const content = { name: "guangdong", construct: "panji/guangdong", sites: {}, files: [file, file], plan: "cafe" };
  const commit = "0123456789abcdef0123456789abcdef01234567";
  expect(commitMessage(content, { source: "https://git.example/fleet", commit, toolVersion: "1.2.3" })).toEqual({
    subject: "guangdong: 2 files from 0123456789ab",
    body: "",
    trailers: [
      ["Flotilla-Source", "https://git.example/fleet"],
      ["Flotilla-Source-Commit", commit],
      ["Flotilla-Plan", "sha256:cafe"],
    ],
  });
});
