/** The answer of a conditional write: a row where it took effect, none where it did not. */
export function doneOrChanged(answer: unknown): { readonly kind: 'done' | 'changed' } {
  return { kind: answer === undefined ? 'changed' : 'done' }
}
