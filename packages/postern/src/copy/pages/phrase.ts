/** A sentence with holes: the page decides how a hole looks, the language decides where it stands. */
export type Phrase<T> = readonly (string | T)[]

/** Tag for a `Phrase`: the text pieces and the values, in reading order. */
export function phrase<T>(text: TemplateStringsArray, ...values: readonly T[]): Phrase<T> {
  const pieces: (string | T)[] = []
  text.forEach((piece, index) => {
    if (piece !== '') pieces.push(piece)
    if (index < values.length) pieces.push(values[index] as T)
  })
  return pieces
}
