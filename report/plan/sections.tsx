/** The sections of a plan in the order in which they are read; those with nothing to tell are not there. */

import { imagesHead, imageText, loadLines, loadNote, rolloutText, timingNote } from "../../cli/plan/when.ts";
import { causeText, moveText, upgradeLines } from "../../cli/plan/words.ts";
import { removalLines } from "../../compiler/emit/removals.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import type { Section } from "../section.ts";
import { Approvals } from "./approvals.tsx";
import { Classes, type ShowSites } from "./classes.tsx";
import { Rows } from "./rows.tsx";

export function planSections(plan: Plan, showSites: ShowSites): readonly Section[] {
  const { moves, approvals, privileges, exemptions, byHand, fields, classes, causes } = plan;
  const removals = plan.removals.flatMap(({ repository, ...gone }) =>
    removalLines(gone).map((line) => [repository, line]),
  );
  const all: readonly (Section & { readonly count: number })[] = [
    section("moves", "Renames and moves", moves, <Lines lines={moves.map(moveText)} />),
    section("approvals", "Who must agree", approvals, <Approvals approvals={approvals} showSites={showSites} />),
    section("removals", "What goes", removals, <Rows columns={["repository", "what"]} rows={removals} />),
    section(
      "privileges",
      "Privileges that grow",
      privileges,
      <Rows
        columns={["may", "what", "where"]}
        rows={privileges.map(({ privilege, what, constructs }) => [
          privilege,
          what,
          constructs.length > 5
            ? `${constructs.slice(0, 5).join(", ")} and ${constructs.length - 5} more`
            : constructs.join(", "),
        ])}
      />,
    ),
    section(
      "exemptions",
      "Exemptions",
      exemptions,
      <Rows
        columns={["rule", "state", "where", "reason", "owner", "ticket", "until"]}
        rows={exemptions.map((each) => [
          ...[each.rule, each.state, each.construct, each.reason, each.owner, each.ticket, each.expires],
        ])}
      />,
    ),
    section(
      "by-hand",
      "By hand",
      byHand,
      <Rows
        columns={["where", "when", "what", "command"]}
        rows={byHand.map(({ at, when, what, command }) => [at, when, what, command ?? ""])}
      />,
    ),
    section(
      "fields",
      "Fields of living sites",
      fields,
      <Rows
        columns={["site", "field", "before", "after", "effect", "what to do"]}
        rows={fields.map((each) => [
          ...[each.construct, each.field, each.before ?? "none", each.after ?? "none", each.effect, each.remedy],
        ])}
      />,
    ),
    section("changes", "Changes", classes, <Classes plan={plan} showSites={showSites} />),
    section(
      "why",
      "Why",
      causes,
      <Rows columns={["cause", "edit"]} rows={causes.map((cause) => [cause.id, causeText(cause)])} />,
    ),
    section("tool", "Tool and schemas", plan.upgrades, <Lines lines={upgradeLines(plan)} />),
    section("when", "When", plan.rollout, <When plan={plan} />),
  ];
  return all.filter(({ count }) => count > 0);
}

function section(id: string, title: string, of: readonly unknown[], body: Section["body"]) {
  return { id, title, count: of.length, body };
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function When({ plan }: { readonly plan: Plan }) {
  const { rollout, timing, images } = plan;
  return (
    <>
      <p>{timingNote(timing)}</p>
      <Rows
        columns={["ring", "sites, links and local times"]}
        rows={rollout.map((each) => [each.ring, rolloutText(each)])}
      />
      <h3>What is fetched</h3>
      <p>{loadNote}</p>
      <Lines lines={loadLines(plan)} />
      {images.length > 0 && (
        <>
          <p>{imagesHead(plan)}</p>
          <Lines lines={images.map(imageText)} />
        </>
      )}
    </>
  );
}
