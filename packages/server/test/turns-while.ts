/** How many turns of the event loop others had while something was done. */
export async function turnsWhile(act: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let isDone = false
  const count = (): void => {
    turns += 1
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  await act()
  isDone = true
  return turns
}
