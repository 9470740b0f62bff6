/** The colours that a theme may name, ours where it names none, and what follows from them. */
import { type Colour, contrast, isDark, mix } from './colour.ts'

export const tokenNames = [
  'wall',
  'door',
  'glow',
  'ink',
  'soft',
  'line',
  'edge',
  'light',
  'link',
  'action',
  'onAction',
  'good',
  'bad',
] as const

export type TokenName = (typeof tokenNames)[number]

export type Tokens = Readonly<Record<TokenName, Colour>>

/** As a theme gives them: what is `undefined` is ours. */
export type GivenTokens = { readonly [name in TokenName]?: Colour | undefined }

export type Scheme = 'light' | 'dark'

const ours: Readonly<Record<Scheme, Tokens>> = {
  light: {
    wall: '#d5dce1',
    door: '#fffdf9',
    glow: '#ffdf9e',
    ink: '#16202b',
    soft: '#4d5965',
    line: '#e7e2d8',
    edge: '#848c95',
    light: '#f2a31b',
    link: '#824600',
    action: '#16202b',
    onAction: '#fffdf9',
    good: '#17653f',
    bad: '#ad2419',
  },
  dark: {
    wall: '#0a1017',
    door: '#1b1a18',
    glow: '#80530f',
    ink: '#f5f1e8',
    soft: '#b5aea2',
    line: '#35312b',
    edge: '#857e72',
    light: '#ffc04a',
    link: '#ffcd75',
    action: '#ffc04a',
    onAction: '#1d1403',
    good: '#83d6aa',
    bad: '#ffa091',
  },
}

export function tokensOf(scheme: Scheme, given: GivenTokens): Tokens {
  const named = Object.entries(given).filter(([, colour]) => colour !== undefined)
  return { ...ours[scheme], ...Object.fromEntries(named) }
}

/** What is not chosen but follows. */
export interface Derived {
  readonly jamb: Colour
  readonly floor: Colour
  readonly lit: Colour
  readonly rim: Colour
  /** With its transparency. */
  readonly halo: string
  readonly spill: Colour
  /** Text outside the door; absent where nothing can be read there. */
  readonly onWall: Colour | undefined
}

export function derive(tokens: Tokens): Derived {
  const { wall, door, glow, light } = tokens
  const floor = mix('#000000', wall, isDark(wall) ? 0.25 : 0.06)
  const spill = isDark(wall) ? mix(glow, floor, 0.25) : door
  const lit = mix(glow, door, isDark(door) ? 0.33 : 0.5)
  const jamb = mix('#ffffff', wall, isDark(wall) ? 0.08 : 0.42)
  const halo = isDark(wall) ? `${glow}26` : '#ffffff80'
  return { jamb, floor, lit, rim: light, halo, spill, onWall: textOutside(tokens, { floor, spill }) }
}

function textOutside(
  { wall, soft, ink, door }: Tokens,
  { floor, spill }: { readonly floor: Colour; readonly spill: Colour },
): Colour | undefined {
  const surfaces = [wall, floor, mix(spill, floor, 0.6)]
  const candidates = [soft, ink, door, '#ffffff', '#000000']
  return candidates.find((colour) => surfaces.every((surface) => contrast(colour, surface) >= 4.5))
}
