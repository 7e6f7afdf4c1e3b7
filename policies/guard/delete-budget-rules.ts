import { allSitesRemoved } from "./all-sites-removed.ts";
import { deleteBudget } from "./delete-budget.ts";
import { retiredBudget } from "./retired-budget.ts";

/** Rules of which a violation means that more would be deleted than agreed; the command line has a code for it. */
export const deleteBudgetRules: ReadonlySet<string> = new Set([deleteBudget.id, allSitesRemoved.id, retiredBudget.id]);
