/** Which of two versions of the tool is the newer one. */

/** `1.2.3`, `1.2.3-rc.1` of semver.org; what is built (`+...`) does not count. */
const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/;

/** Whether a version comes after another (semver.org, section 11). One that cannot be read may be a later one's. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [VERSION.exec(version), VERSION.exec(than)];
  if (!left || !right) return version !== than;
  for (const part of [1, 2, 3]) {
    const difference = Number(left[part]) - Number(right[part]);
    if (difference !== 0) return difference > 0;
  }
  return isLaterDraft(left[4], right[4]);
}

/** Drafts come before their version. */
function isLaterDraft(draft: string | undefined, than: string | undefined): boolean {
  if (draft === undefined || than === undefined) return draft === undefined && than !== undefined;
  const [left, right] = [draft.split("."), than.split(".")];
  const at = left.findIndex((each, index) => each !== right[index]);
  const [one, other] = [left[at], right[at]];
  if (one === undefined || other === undefined) return one !== undefined;
  const areNumbers = [one, other].map((each) => /^\d+$/.test(each));
  if (areNumbers[0] && areNumbers[1]) return Number(one) > Number(other);
  return areNumbers[0] === areNumbers[1] ? one > other : areNumbers[1] === true;
}
