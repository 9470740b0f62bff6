/** Values of each sort that nearly nothing is for: what code without types hands over. */
export const strangeValues: Readonly<Record<string, readonly unknown[]>> = {
  null: [null],
  flag: [true, false],
  number: [7.5, -1, 0, Number.NaN, Number.POSITIVE_INFINITY],
  text: ['nonsense', ''],
  list: [[], [5], [null], ['two words'], [['no-reply@example.com']]],
  object: [{}, { nonsense: 1 }],
  function: [() => 'nonsense'],
}

/** All but those of some sorts. */
export function strangeBut(sorts: readonly string[]): readonly unknown[] {
  return Object.keys(strangeValues)
    .filter((sort) => !sorts.includes(sort))
    .flatMap((sort) => strangeValues[sort] ?? [])
}
