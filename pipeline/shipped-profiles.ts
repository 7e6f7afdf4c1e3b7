import { profileFingerprints } from "../compiler/load/profile-sources.ts";
import { catalogue } from "../profiles/catalogue.ts";

/** The profiles that come with Flotilla, as a `ProfileModule`. */
export { catalogue };
export const fingerprints = () => profileFingerprints(catalogue);
