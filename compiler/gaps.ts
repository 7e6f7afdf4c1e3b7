import type { Fleet } from "../constructs/fleet.ts";
import type { Region } from "../constructs/region.ts";
import type { Gap } from "../engines/engine.ts";
import { placements } from "../engines/engines.ts";
import { placementOf, provisionerOf } from "../engines/lookup.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { within } from "../model/source.ts";

/** What is asked of an engine that it cannot do: named with an alternative, never silently dropped. */
export function engineGaps(fleet: Fleet, regions: readonly Region[]): readonly Diagnostic[] {
  return [...siteGaps(regions), ...appGaps(fleet)];
}

function siteGaps(regions: readonly Region[]): readonly Diagnostic[] {
  return regions.flatMap((region) =>
    region.sites.flatMap((site) => {
      const provisioner = site.profile?.provisioner;
      if (!provisioner) return [];
      const gaps = provisionerOf(provisioner).gaps(site, provisioner);
      return gaps.map((gap) => diagnostic(provisioner.engine, site.path, gap, site.source));
    }),
  );
}

function appGaps(fleet: Fleet): readonly Diagnostic[] {
  return fleet.apps.flatMap((app) => {
    const { placement } = app.spec;
    const at = app.source && within(app.source, "placement");
    const engine = placementOf(placement);
    if (engine) return engine.gaps(app).map((gap) => diagnostic(placement, app.path, gap, app.source));
    const absent = placements[placement];
    const alternative = "absent" in absent ? absent.alternative : "choose another placement";
    return [diagnostic(placement, app.path, { asked: `placement by ${placement}`, alternative }, at)];
  });
}

function diagnostic(engine: string, construct: string, gap: Gap, source: Diagnostic["at"]): Diagnostic {
  const at = gap.at ?? source;
  return {
    code: "engine/unsupported",
    severity: gap.severity ?? "error",
    message: `engine ${engine} cannot do this: ${gap.asked}`,
    subjects: [construct],
    ...(at && { at }),
    hint: gap.alternative,
  };
}
