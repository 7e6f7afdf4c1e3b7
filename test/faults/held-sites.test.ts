import { diffReport } from "../../compiler/diff/report.ts";
import { compiledRevision } from "../compile-fleet.ts";
import { evolve } from "../evolution/evolve.ts";
import { tellsHeldSites } from "../evolution/held-sites.ts";

tellsHeldSites((change) => {
  const [base, head] = evolve(change).map(compiledRevision);
  if (!base || !head) throw new Error("two versions expected");
  const none = { findings: [], exemptions: [], fields: [], removals: [], byHand: [] };
  const { byHand, groups } = diffReport(base, head, { base: "a", head: "b" }, none);
  const gone = groups.filter(({ kind, title }) => kind === "removed" && title === "Deployment/signage");
  return { byHand, effects: gone.map(({ effect, constructs }) => `${effect} ${constructs.join(" ")}`) };
});
