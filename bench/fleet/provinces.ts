/** Names and codes of the 31 provincial regions. */

/** A provincial region of mainland China. */
export interface Province {
  readonly name: string;
  /** GB/T 2260 code. */
  readonly code: string;
  /** Letters of ISO 3166-2:CN, lower case: they tell Shanxi (sx) from Shaanxi (sn), and Henan, Hebei and Hainan apart. */
  readonly letters: string;
}

/** The 31 provincial regions in the order of their codes. */
export const PROVINCES: readonly Province[] = [
  ["11", "bj", "beijing"],
  ["12", "tj", "tianjin"],
  ["13", "he", "hebei"],
  ["14", "sx", "shanxi"],
  ["15", "nm", "neimenggu"],
  ["21", "ln", "liaoning"],
  ["22", "jl", "jilin"],
  ["23", "hl", "heilongjiang"],
  ["31", "sh", "shanghai"],
  ["32", "js", "jiangsu"],
  ["33", "zj", "zhejiang"],
  ["34", "ah", "anhui"],
  ["35", "fj", "fujian"],
  ["36", "jx", "jiangxi"],
  ["37", "sd", "shandong"],
  ["41", "ha", "henan"],
  ["42", "hb", "hubei"],
  ["43", "hn", "hunan"],
  ["44", "gd", "guangdong"],
  ["45", "gx", "guangxi"],
  ["46", "hi", "hainan"],
  ["50", "cq", "chongqing"],
  ["51", "sc", "sichuan"],
  ["52", "gz", "guizhou"],
  ["53", "yn", "yunnan"],
  ["54", "xz", "xizang"],
  ["61", "sn", "shaanxi"],
  ["62", "gs", "gansu"],
  ["63", "qh", "qinghai"],
  ["64", "nx", "ningxia"],
  ["65", "xj", "xinjiang"],
].map(([code = "", letters = "", name = ""]) => ({ code, letters, name }));

/** The most populous ones, which a skewed fleet makes larger than the others. */
export const LARGE_PROVINCES: ReadonlySet<string> = new Set(["guangdong", "henan", "shandong"]);
