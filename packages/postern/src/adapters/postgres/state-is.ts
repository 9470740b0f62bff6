/**
 * A condition on the state of a row that is found by its key. It is written so that no partial index serves it: statistics
 * of a time when nothing was open, or nothing waited, make such an index the cheapest choice of all, and then each look-up
 * would walk whatever is open by now.
 */
export const stateIs = (...states: readonly [string, ...string[]]): string =>
  `state || '' IN (${states.map((state) => `'${state}'`).join(', ')})`
