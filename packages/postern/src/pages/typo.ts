/*
 * A likely address for a mistyped one. It offers and never blocks: the list is short, and the distance is one slip.
 */
const known = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'proton.me',
  'protonmail.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'hotmail.fr',
  'orange.fr',
  'hotmail.es',
]

// One slip away from a listed domain, and real all the same.
const real = [
  'mail.com',
  'email.com',
  'gmx.com',
  'gmx.at',
  'gmx.ch',
  'gmx.fr',
  'live.de',
  'live.fr',
  'love.com',
  'ymail.com',
]

/** The address with its domain put right, or nothing where there is no slip to see. */
export function suggestAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1).toLowerCase()
  if (at < 1 || domain.length > 30 || known.includes(domain) || real.includes(domain)) return undefined
  const meant = known.find((candidate) => isOneSlip(domain, candidate))
  return meant && `${address.slice(0, at)}@${meant}`
}

// One letter too many, too few or wrong, or two neighbours swapped.
function isOneSlip(typed: string, meant: string): boolean {
  const start = commonStart(typed, meant)
  const typedRest = typed.slice(start)
  const meantRest = meant.slice(start)
  if (typedRest.slice(1) === meantRest || typedRest === meantRest.slice(1)) return true
  if (typedRest.slice(1) === meantRest.slice(1)) return true
  const swapped = `${typedRest[1] ?? ''}${typedRest[0] ?? ''}${typedRest.slice(2)}`
  return swapped === meantRest
}

function commonStart(one: string, other: string): number {
  let index = 0
  while (index < one.length && one[index] === other[index]) index += 1
  return index
}
