import { oneIdentity } from "./git/one-identity.ts";
import { regionCount } from "./hier/region-count.ts";
import { profileExists } from "./prf/profile-exists.ts";
import type { Rule } from "./rule.ts";

/** Every rule, in the order of the ids. */
export const rules: readonly Rule[] = [regionCount, profileExists, oneIdentity];
