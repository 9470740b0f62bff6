/** The only place that writes a secret into a URL. URLs are built from configuration and from nothing else (invariant 16). */
import type { Id } from '../../domain/id.ts'
import { inApplication, type Scope } from '../../domain/scope.ts'

/** A secret behind `#` is never sent to a server by whatever opens the link (invariant 17). */
export function linkUrl({ application, baseUrl }: Scope, attempt: Id<'attempt'>, secret: string): string {
  if (application.linkUrl !== undefined) return `${application.linkUrl}#${attempt}.${secret}`
  return `${baseUrl}/link/${attempt}${application.link === 'query' ? '?s=' : '#'}${secret}`
}

/** What no attempt is behind names its application. */
export function undoUrl({ application, baseUrl }: Scope, undo: string, secret: string): string {
  return `${baseUrl}/undo/${undo}${inApplication(application.id)}#${secret}`
}

export function invitationUrl({ application, baseUrl }: Scope, invitation: string, secret: string): string {
  const url = `${baseUrl}/invitation/${invitation}${inApplication(application.id)}`
  if (application.link === 'fragment') return `${url}#${secret}`
  return `${url}${url.includes('?') ? '&' : '?'}s=${secret}`
}

export function cancelUrl({ baseUrl }: Scope, attempt: Id<'attempt'>, secret: string): string {
  return `${baseUrl}/link/${attempt}/cancel#${secret}`
}
