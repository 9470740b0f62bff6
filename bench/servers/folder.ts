/** Where this process may keep its database. */
export function folder(): string {
  const given = process.env.BENCH_FOLDER
  if (given === undefined) throw new TypeError('BENCH_FOLDER: the runner must say where the database goes')
  return given
}
