import type { AccountError } from '../copy/account/pages/account-pages-copy.ts'
import type { ErrorText } from '../copy/pages/pages-copy.ts'
import type { ProblemCode } from '../domain/errors.ts'
import { accountCopyFor } from './account-copy-for.ts'
import { copyFor } from './copy-for.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { ErrorView, PageContext } from './views.ts'

/** These have words of their own, and lead to the account. */
const ofAccounts: Readonly<Record<AccountError, true>> = {
  'step-up-needed': true,
  'address-taken': true,
  'address-reserved': true,
  'addresses-full': true,
  'address-last': true,
}

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
  'peer-refused': 'host-unknown',
  limited: 'limited',
  'proof-needed': 'limited',
  busy: 'limited',
  'server-error': 'server-error',
  'keys-unreadable': 'server-error',
  'values-invalid': 'request',
  'key-unknown': 'unauthenticated',
  'client-unknown': 'unauthenticated',
  'hand-off-unknown': 'attempt-unknown',
  'operation-refused': 'request',
  'sign-in-off': 'sign-in-off',
  exists: 'request',
  'in-use': 'request',
  'invitation-accepted': 'request',
  'version-changed': 'request',
  'idempotency-conflict': 'request',
  'other-session': 'attempt-unknown',
} satisfies Record<Exclude<ProblemCode, AccountError>, ErrorText>

/** What went wrong, in a person's words, and the way back. */
export function errorPage(context: PageContext, view: ErrorView): string {
  if (isOfAccounts(view.code)) return accountError(context, view.code)
  const { errors, shared } = copyFor(context)
  const { title, text } =
    errors[Object.hasOwn(texts, view.code) ? (texts[view.code] ?? 'server-error') : 'server-error']
  return layout(context, {
    gate: 'barred',
    title,
    lede: text,
    outcome: true,
    // Where nobody signs in, the way back would lead here again.
    content:
      view.code === 'sign-in-off'
        ? html``
        : html`<a class="button" href="${pathTo(context, '/sign-in')}">${shared.signIn}</a>`,
  })
}

const isOfAccounts = (code: string): code is AccountError => Object.hasOwn(ofAccounts, code)

function accountError(context: PageContext, code: AccountError): string {
  const { account, errors } = accountCopyFor(context.locale)
  const { shared } = copyFor(context)
  const { title, text } = errors[code]
  const [path, label] = code === 'address-reserved' ? ['/sign-in', shared.signIn] : ['/account', account.back]
  const content = html`<a class="button" href="${pathTo(context, path)}">${label}</a>`
  return layout(context, { gate: 'barred', title, lede: text, outcome: true, content })
}
