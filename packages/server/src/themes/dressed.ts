/** A scope with its theme and its sentences; the same where it has neither. */
import type { Scope } from 'postern/kit'
import type { Desk } from '../resources/desk.ts'
import { findTexts } from './find-texts.ts'
import { findTheme } from './find-theme.ts'
import { lookOf } from './look-of.ts'

export async function dressed(desk: Desk, bare: Scope): Promise<Scope> {
  const { tenant, application } = bare
  const theme = await findTheme(desk, tenant.id, application.id)
  const texts = await findTexts(desk, tenant.id, application.id)
  if (!theme && !texts) return bare
  const look = theme && { look: lookOf(theme.id, theme.value) }
  return { ...bare, application: { ...application, ...look, ...(texts && { texts }) } }
}
