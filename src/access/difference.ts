/** The changes that are any: those that are given and differ from what there is. */
export function differencesOf<Changes extends object>(current: NoInfer<Changes>, changes: Changes): Partial<Changes> {
  const different: Partial<Changes> = {};
  for (const field of Object.keys(changes) as (keyof Changes)[]) {
    if (changes[field] !== undefined && changes[field] !== current[field]) different[field] = changes[field];
  }
  return different;
}
