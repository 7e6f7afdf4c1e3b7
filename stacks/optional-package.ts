/** Says which package of Pulumi's is missing, and how it comes: they are optional for a fleet. */

/** @param load imports the package */
export async function optionalPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    if (!isMissing || !error.message.includes(name)) throw error;
    throw new Error(`found no package ${name}\n  next: npm install --save-dev ${name}`);
  }
}
