/** The style sheet of a theme. Everything in it was checked when the theme was saved: colours, numbers and names of fonts. */
import { createHash } from 'node:crypto'
import { contrast, mix } from './colour.ts'
import { type FontName, fonts } from './fonts.ts'
import { derive, type GivenTokens, type Scheme, type Tokens, tokensOf } from './tokens.ts'

/** As it is saved. */
export interface ThemeLook {
  readonly light?: GivenTokens | undefined
  readonly dark?: GivenTokens | undefined
  /** In pixels. */
  readonly radius?: number | undefined
  readonly logoSize?: number | undefined
  readonly font?: FontName | undefined
}

export function sheetOf(look: ThemeLook): string {
  const day = `${scheme('light', look.light)}${shape(look)}`
  if (look.dark === undefined) {
    // Without colours for the night it is always day.
    return `@layer theme{${rules(':root,:root[data-theme="dark"],:root:not([data-theme="light"])', day, look.light, 'light')}}`
  }
  const night = scheme('dark', look.dark)
  const asked = rules(':root[data-theme="dark"]', night, look.dark, 'dark')
  const system = rules(':root:not([data-theme="light"])', night, look.dark, 'dark')
  return `@layer theme{${rules(':root', day, look.light, 'light')}${asked}@media (prefers-color-scheme:dark){${system}}}`
}

/** Part of its address, so that it may be kept for ever. */
export const hashOf = (sheet: string): string => createHash('sha256').update(sheet).digest('base64url').slice(0, 16)

function rules(selector: string, body: string, given: GivenTokens | undefined, name: Scheme): string {
  return `${selector}{${body}}${flooded(selector.split(','), tokensOf(name, given ?? {}))}`
}

/**
 * Light floods the floor when the gate opens, and what is written there must still be read: at the brightest and beyond
 * the light. Where no colour can be, outside is dark and the glow is bright, the floor stays as it was.
 */
function flooded(selectors: readonly string[], tokens: Tokens): string {
  const floor = (part: string): string => selectors.map((one) => `${one} [data-gate="open"] .floor${part}`).join(',')
  const { onWall, floor: dark } = derive(tokens)
  const surfaces = [mix(tokens.glow, dark, 0.85), dark, tokens.wall]
  const readable = [tokens.ink, onWall ?? tokens.ink].find((colour) =>
    surfaces.every((surface) => contrast(colour, surface) >= 4.5),
  )
  if (readable !== undefined) return `${floor(' a')}{color:${readable}}`
  const calm = `${floor('::before')}{background:linear-gradient(var(--spill),transparent);opacity:0.6}`
  return `${floor(' a')}{color:var(--on-wall)}${calm}`
}

function scheme(name: Scheme, given: GivenTokens = {}): string {
  const { onAction, ...tokens } = tokensOf(name, given)
  const { onWall, ...derived } = derive({ onAction, ...tokens })
  const values = Object.entries({ ...tokens, 'on-action': onAction, ...derived, 'on-wall': onWall ?? tokens.ink })
  return `color-scheme:${name};${values.map(([token, value]) => `--${token}:${value}`).join(';')}`
}

function shape({ radius, logoSize, font }: ThemeLook): string {
  const values = [
    radius === undefined ? '' : `;--radius:${radius / 16}rem`,
    logoSize === undefined ? '' : `;--logo-size:${logoSize / 16}rem`,
    font === undefined ? '' : `;--font:${fonts[font]}`,
  ]
  return values.join('')
}
