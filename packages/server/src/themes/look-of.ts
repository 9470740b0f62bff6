/** From a saved theme to what pages and mails are given. */
import type { Look, MailColours } from 'postern/kit'
import type { ThemeDocument } from '../resources/theme.ts'
import { fonts } from './fonts.ts'
import { hashOf, sheetOf } from './sheet.ts'
import { derive, type GivenTokens, type Scheme, tokensOf } from './tokens.ts'

/** `id` is the theme's. */
export function lookOf(id: string, theme: ThemeDocument): Look {
  return {
    sheet: `/assets/theme/${id}/${hashOf(sheetOf(theme))}.css`,
    ...(theme.logo !== undefined && { logo: `/assets/logo/${theme.logo}/logo` }),
    mail: {
      light: coloursOf('light', theme.light),
      ...(theme.dark && { dark: coloursOf('dark', theme.dark) }),
      radius: theme.radius ?? 10,
      // Quotes would end the attribute that a mail's style stands in.
      font: fonts[theme.font ?? 'system'].replaceAll('"', "'"),
      logo: theme.logoInMails === true,
    },
  }
}

function coloursOf(scheme: Scheme, given: GivenTokens = {}): MailColours {
  const tokens = tokensOf(scheme, given)
  const { wall, door, glow, ink, soft, line, edge, light, link, action, onAction, bad } = tokens
  const { lit, onWall = ink } = derive(tokens)
  return { wall, door, glow, ink, soft, line, edge, light, lit, link, action, onAction, onWall, bad }
}
