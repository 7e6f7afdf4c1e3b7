import { evolve } from "../../evolution/evolve.ts";
import { tellsHeldSites } from "../../evolution/held-sites.ts";
import { planOf, sideOf } from "./plan-of.ts";

tellsHeldSites((change) => {
  const [base, head] = evolve(change).map(({ contents }) => sideOf(contents));
  if (!base || !head) throw new Error("two versions expected");
  const { byHand, classes } = planOf(base, head);
  const gone = classes.filter(
    ({ kind, path, objects }) =>
      kind === "removed" && path.includes("80-apps-retail") && objects.includes("Deployment signage"),
  );
  return { byHand, effects: gone.map(({ effect, members }) => `${effect} ${members.join(" ")}`) };
});
