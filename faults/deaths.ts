/** At which moments nodes died, how often at each. A moment that nobody came to is there, with 0: its name leads nowhere. */
export type Deaths = ReadonlyMap<string, number>

export interface DeathsTold {
  readonly wrong: readonly string[]
  /** How many there were, of how many moments, and which moments had none. */
  readonly note: string
}

export function tellOfDeaths(rounds: readonly Deaths[]): DeathsTold {
  const all = new Map<string, number>()
  for (const deaths of rounds) for (const [name, count] of deaths) all.set(name, (all.get(name) ?? 0) + count)
  const never = [...all].filter(([, count]) => count === 0).map(([name]) => name)
  const total = [...all.values()].reduce((sum, count) => sum + count, 0)
  const besides = never.length === 0 ? '' : `, and none at ${never.join(', ')}`
  return {
    wrong: never.map((name) => `nobody came to ${name}: no node died there`),
    note: `nodes died at ${all.size - never.length} of ${all.size} named moments, ${total} times in all${besides}`,
  }
}
