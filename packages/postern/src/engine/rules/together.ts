/** Several faults as one, for whoever can throw but one: the only one, or all of them with what each says. */
export function together(faults: readonly unknown[]): unknown {
  if (faults.length < 2) return faults[0]
  return new AggregateError(
    faults,
    faults.map((fault) => (fault instanceof Error ? fault.message : String(fault))).join(' '),
  )
}
