/** Whether everybody can read a theme: every pair of colours that meet on a page or in a mail (WCAG 2.2, 1.4.3 and 1.4.11). */
import { type Colour, contrast, mix, nearest } from './colour.ts'
import { derive, type TokenName, type Tokens } from './tokens.ts'

interface Pair {
  /** The colour that would have to change. */
  readonly front: TokenName
  /** As the fault says it. */
  readonly on: string
  readonly behind: (tokens: Tokens) => Colour
  readonly least: 3 | 4.5
}

const lit = (tokens: Tokens): Colour => derive(tokens).lit
/** The glow as it falls on the door: strongest in the crown, half as strong where the second voice begins. */
const crown = ({ glow, door }: Tokens): Colour => mix(glow, door, 0.7)
const lede = ({ glow, door }: Tokens): Colour => mix(glow, door, 0.35)

const pairs: readonly Pair[] = [
  { front: 'ink', on: 'door', behind: ({ door }) => door, least: 4.5 },
  { front: 'ink', on: 'glow', behind: ({ glow }) => glow, least: 4.5 },
  { front: 'ink', on: 'the glow on the door', behind: crown, least: 4.5 },
  { front: 'ink', on: 'a lit part of the door', behind: lit, least: 4.5 },
  { front: 'soft', on: 'door', behind: ({ door }) => door, least: 4.5 },
  { front: 'soft', on: 'the glow on the door', behind: lede, least: 4.5 },
  { front: 'link', on: 'door', behind: ({ door }) => door, least: 4.5 },
  { front: 'link', on: 'the glow on the door', behind: crown, least: 4.5 },
  { front: 'good', on: 'door', behind: ({ door }) => door, least: 4.5 },
  { front: 'bad', on: 'door', behind: ({ door }) => door, least: 4.5 },
  { front: 'onAction', on: 'action', behind: ({ action }) => action, least: 4.5 },
  { front: 'action', on: 'door', behind: ({ door }) => door, least: 3 },
  { front: 'edge', on: 'door', behind: ({ door }) => door, least: 3 },
  // The number is written in this colour, whatever the theme: it must be found at once and read by everybody.
  { front: 'light', on: 'the digits of the number, #16202b', behind: () => '#16202b', least: 4.5 },
]

export interface ContrastFault {
  readonly token: TokenName
  readonly why: string
}

export function contrastFaults(tokens: Tokens): readonly ContrastFault[] {
  const faults = pairs.flatMap((pair) => {
    const ratio = contrast(tokens[pair.front], pair.behind(tokens))
    return ratio >= pair.least ? [] : [{ token: pair.front, why: reason(pair, ratio, tokens) }]
  })
  const { onWall } = derive(tokens)
  const why = 'is so near to the middle between dark and light that no text can be read on it'
  return onWall === undefined ? [...faults, { token: 'wall', why }] : faults
}

function reason({ front, on, least }: Pair, ratio: number, tokens: Tokens): string {
  const said = `has ${ratio.toFixed(2)}:1 on ${on}, and needs ${least}:1`
  const better = nearest(tokens[front], (candidate) => passes(front, { ...tokens, [front]: candidate }))
  return better === undefined ? said : `${said}: ${better} is the nearest that has it`
}

/** On everything that it stands on, and with everything that stands on it. */
function passes(name: TokenName, tokens: Tokens): boolean {
  const about = pairs.filter(({ front, on }) => front === name || on === name)
  return about.every(({ front, behind, least }) => contrast(tokens[front], behind(tokens)) >= least)
}
