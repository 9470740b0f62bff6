/* The pages about an account in every state that matters, for tests and for looking at: not part of the product. */
import { accountPage } from './account-page.ts'
import type { AccountView } from './account-views.ts'
import { anotherAddressPage } from './another-address-page.ts'
import { deleteAccountPage, deletedPage, deleteSurePage } from './delete-account-pages.ts'
import { elsewherePage } from './elsewhere-page.ts'
import { errorPage } from './error-page.ts'
import { undoDeadPage, undoLandingPage, undonePage, undoPage } from './undo-pages.ts'
import type { PageContext } from './views.ts'

const minute = 60_000
const day = 24 * 60 * minute

export function accountSamples(context: PageContext, text?: string): Readonly<Record<string, string>> {
  const { now } = context
  const attemptId = text ?? 'att_01'
  const token = text ?? 'att_01.s3cret'
  const address = text ?? 'ada@example.com'
  const user = text ?? 'usr_01'
  const masked = text ?? 'a••@example.com'
  const asked = { browser: text ?? 'Chrome on macOS', place: text ?? 'Lyon, France', at: now - 2 * minute }
  const undo = { id: text ?? 'undo_01', token, asked, address: masked, now: text ?? 'l••@analytical.example' }
  const account = accountOf(context, text)
  return {
    account: accountPage(context, { ...account, done: 'confirmed' }),
    'account-stale': accountPage(context, { ...account, name: undefined, freshUntil: undefined }),
    'another-address': anotherAddressPage(context, { user, current: address }),
    'another-address-taken': anotherAddressPage(context, {
      user,
      current: address,
      email: address,
      mode: 'additional',
      error: 'address-taken',
    }),
    'delete-account': deleteAccountPage(context, { user, address }),
    'delete-sure': deleteSurePage(context, { action: `/attempts/${attemptId}/confirm`, hidden: { token } }),
    deleted: deletedPage(context),
    elsewhere: elsewherePage(context, { attemptId, token, asked, address: masked }),
    undo: undoPage(context, undo),
    'undo-differs': undoPage(context, { ...undo, error: 'address-differs' }),
    'undo-landing': undoLandingPage(context, undo),
    undone: undonePage(context),
    'undo-dead': undoDeadPage(context),
    'error-step-up': errorPage(context, { code: 'step-up-needed' }),
    'error-reserved': errorPage(context, { code: 'address-reserved' }),
  }
}

function accountOf({ now }: PageContext, text?: string): AccountView {
  const place = text ?? 'Lyon, France'
  return {
    user: text ?? 'usr_01',
    address: text ?? 'ada@example.com',
    name: text ?? 'Ada Lovelace',
    since: Date.UTC(2024, 2, 3),
    addresses: [
      { address: text ?? 'ada@example.com', primary: true },
      { address: text ?? 'lovelace@analytical.example', primary: false },
    ],
    sessions: [
      { id: text ?? 'ses_03', browser: text ?? 'Safari on iPhone', place, seenAt: now, current: true },
      { id: text ?? 'ses_02', browser: text ?? 'Chrome on macOS', place, seenAt: now - 40 * minute, current: false },
      { id: text ?? 'ses_01', browser: undefined, seenAt: now - 4 * day, current: false },
    ],
    freshUntil: now + 10 * minute,
  }
}
