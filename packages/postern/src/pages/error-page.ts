import type { ErrorText } from '../copy/pages/pages-copy.ts'
import type { ProblemCode } from '../domain/errors.ts'
import { copyFor } from './copy-for.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import type { ErrorView, PageContext } from './views.ts'

const texts: Readonly<Record<string, ErrorText>> = {
  'body-invalid': 'request',
  'email-invalid': 'email-invalid',
  'redirect-refused': 'redirect-refused',
  unauthenticated: 'unauthenticated',
  'link-unknown': 'link-unknown',
  'link-expired': 'link-expired',
  'link-used': 'link-used',
  'link-superseded': 'link-superseded',
  'code-wrong': 'code-wrong',
  'codes-shut': 'codes-shut',
  'number-wrong': 'approval-shut',
  'approval-shut': 'approval-shut',
  'attempt-unknown': 'attempt-unknown',
  'attempt-ended': 'attempt-ended',
  'origin-refused': 'origin-refused',
  'sign-up-closed': 'sign-up-closed',
  'invitation-unknown': 'invitation-unknown',
  'invitation-expired': 'invitation-expired',
  'invitation-revoked': 'invitation-revoked',
  'invitation-used': 'invitation-used',
  'user-banned': 'user-banned',
  'user-locked': 'user-locked',
  vetoed: 'vetoed',
  'not-found': 'not-found',
  'method-not-allowed': 'not-found',
  'refresh-unknown': 'unauthenticated',
  'refresh-expired': 'unauthenticated',
  'refresh-reused': 'unauthenticated',
  'confirm-needed': 'confirm-needed',
  'not-approved': 'not-approved',
  'too-large': 'request',
  'media-type-unsupported': 'request',
  'host-unknown': 'host-unknown',
  limited: 'limited',
  'proof-needed': 'limited',
  busy: 'limited',
  'server-error': 'server-error',
} satisfies Record<ProblemCode, ErrorText>

/** What went wrong, in a person's words, and the way back. */
export function errorPage(context: PageContext, view: ErrorView): string {
  const { errors, shared } = copyFor(context.locale)
  const { title, text } =
    errors[Object.hasOwn(texts, view.code) ? (texts[view.code] ?? 'server-error') : 'server-error']
  return layout(context, {
    gate: 'barred',
    title,
    lede: text,
    outcome: true,
    content: html`<a class="button" href="${context.base}/sign-in">${shared.signIn}</a>`,
  })
}
