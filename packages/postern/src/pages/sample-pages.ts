/*
 * Every page in every state that matters, for tests and for looking at: not part of the product.
 * `text` stands for whatever a stranger may have typed or configured.
 */

import { approvedPage } from './approved-page.ts'
import { askAgainPage } from './ask-again-page.ts'
import { cancelPage } from './cancel-page.ts'
import { checkEmailPage } from './check-email-page.ts'
import { confirmElsewherePage } from './confirm-elsewhere-page.ts'
import { deadLinkPage } from './dead-link-page.ts'
import { devInboxPage } from './dev-inbox-page.ts'
import { errorPage } from './error-page.ts'
import { invitationLinkPage, invitationPage } from './invitation-page.ts'
import { limitedPage } from './limited-page.ts'
import { linkPage } from './link-page.ts'
import { accountSamples } from './sample-account-pages.ts'
import { signInPage } from './sign-in-page.ts'
import { signedInPage } from './signed-in-page.ts'
import { signedOutPage } from './signed-out-page.ts'
import { stopPage } from './stop-page.ts'
import { stoppedPage } from './stopped-page.ts'
import { switchAccountPage } from './switch-account-page.ts'
import type { CheckEmailView, ConfirmElsewhereView, PageContext } from './views.ts'

type Samples = Readonly<Record<string, string>>

const minute = 60_000
const sampleNow: number = Date.UTC(2026, 10, 22, 14, 2, 8)

export const sampleContext: PageContext = {
  locale: 'en',
  base: '/auth',
  application: { name: 'Linden', homeUrl: 'https://linden.example/' },
  assets: { css: '/auth/assets/pages.css', script: '/auth/assets/page.js' },
  now: sampleNow,
}

/** Every sample by name. With `text`, every free field of every view carries it. */
export function samplePages(context: PageContext, text?: string): Samples {
  return {
    ...signInSamples(context, text),
    ...checkEmailSamples(context, text),
    ...linkSamples(context, text),
    ...confirmSamples(context, text),
    ...deadLinkSamples(context, text),
    ...plainSamples(context, text),
    ...inboxSamples(context, text),
    ...accountSamples(context, text),
  }
}

function signInSamples(context: PageContext, text?: string): Samples {
  const email = text ?? 'ada@gmial.com'
  const proof = { challenge: text ?? 'c', bits: 12, retryAt: sampleNow + 5 * minute }
  const hidden = { [text ?? 'ref']: text ?? 'x' }
  return {
    'sign-in': signInPage(context, {}),
    'sign-in-error': signInPage(context, { email: text ?? 'ada@', error: 'email-invalid' }),
    'sign-in-hint': signInPage(context, {
      email,
      suggestion: text ?? 'ada@gmail.com',
      redirectTo: text,
      state: text,
      hidden,
    }),
    'sign-in-proof': signInPage(context, { email: text ?? 'ada@example.com', proof }),
    'sign-in-session': signInPage(context, { session: { address: text ?? 'a••@example.com', continueUrl: text } }),
  }
}

function checkEmailSamples(context: PageContext, text?: string): Samples {
  const waiting: CheckEmailView = {
    attemptId: text ?? 'att_01',
    address: text ?? 'ada@example.com',
    sender: { name: text ?? 'Linden', address: text ?? 'no-reply@linden.example' },
    sentAt: sampleNow - 6000,
    number: text ?? '27',
    mark: text ?? 'K7QM',
    state: 'waiting',
    code: { length: 6, kind: 'digits' },
    resendAt: sampleNow + 24_000,
    expiresAt: sampleNow + 10 * minute,
  }
  const webmail = { name: text ?? 'Gmail', url: text ?? 'https://mail.google.com/' }
  const wrong = { kind: 'code-wrong', triesLeft: 3, typed: text ?? '482931' } as const
  const limited = { kind: 'limited', retryAt: sampleNow + 15 * minute } as const
  const help = { sentAt: sampleNow - 2 * minute, resendAt: sampleNow - minute, resent: true }
  return {
    'check-email': checkEmailPage(context, { ...waiting, webmail }),
    'check-email-help': checkEmailPage(context, { ...waiting, ...help, suggestion: text ?? 'ada@gmail.com' }),
    'check-email-wrong': checkEmailPage(context, { ...waiting, webmail, error: wrong }),
    'check-email-shut': checkEmailPage(context, { ...waiting, error: { kind: 'codes-shut' } }),
    'check-email-limited': checkEmailPage(context, { ...waiting, error: limited }),
    'check-email-letters': checkEmailPage(context, { ...waiting, code: { length: 8, kind: 'letters' }, number: '' }),
    'check-email-approved': checkEmailPage(context, { ...waiting, state: 'approved' }),
    'check-email-here': checkEmailPage(context, { ...waiting, state: 'completed-here', continueUrl: text }),
    'check-email-elsewhere': checkEmailPage(context, { ...waiting, state: 'completed-elsewhere' }),
    'check-email-act': checkEmailPage(context, { ...waiting, act: true, number: '' }),
    'check-email-act-done': checkEmailPage(context, { ...waiting, act: true, state: 'completed-here' }),
    'check-email-act-ended': checkEmailPage(context, { ...waiting, act: true, state: 'ended' }),
    'check-email-ended': checkEmailPage(context, { ...waiting, state: 'ended' }),
    'check-email-expired': checkEmailPage(context, { ...waiting, state: 'expired', expiresAt: sampleNow - minute }),
  }
}

function linkSamples(context: PageContext, text?: string): Samples {
  const attemptId = text ?? 'att_01'
  const token = text ?? 'att_01.s3cret'
  const masked = { current: text ?? 'g••@example.com', next: text ?? 'a••@example.com' }
  return {
    link: linkPage(context, { attemptId }),
    'link-query': linkPage(context, { attemptId, token }),
    cancel: cancelPage(context, { attemptId }),
    'cancel-query': cancelPage(context, { attemptId, token }),
    'invitation-link': invitationLinkPage(context, { invitationId: text ?? 'inv_01' }),
    'invitation-query': invitationLinkPage(context, { invitationId: text ?? 'inv_01', token }),
    invitation: invitationPage(context, {
      invitationId: text ?? 'inv_01',
      token,
      address: text ?? 'a••@example.com',
      invitedBy: text ?? 'Grace Hopper',
      expiresAt: sampleNow + 7 * 24 * 60 * minute,
    }),
    'ask-again': askAgainPage(context, { again: token, address: text ?? 'a••@example.com' }),
    'ask-again-wrong': askAgainPage(context, {
      again: token,
      address: text ?? 'a••@example.com',
      error: 'address-differs',
    }),
    'switch-account': switchAccountPage(context, {
      action: `/attempts/${attemptId}/confirm`,
      ...masked,
      hidden: { token, email: text ?? 'x' },
    }),
  }
}

function confirmSamples(context: PageContext, text?: string): Samples {
  const view: ConfirmElsewhereView = {
    attemptId: text ?? 'att_01',
    token: text ?? 'att_01.s3cret',
    asked: { browser: text ?? 'Chrome on macOS', place: text ?? 'Lyon, France', at: sampleNow - 2 * minute },
    address: text ?? 'a••@example.com',
    here: true,
    approval: 'on',
    otherNetwork: true,
    otherPlace: false,
    sameDevice: false,
  }
  const near = { ...view, otherNetwork: false, sameDevice: true }
  return {
    'confirm-elsewhere': confirmElsewherePage(context, view),
    'confirm-same-device': confirmElsewherePage(context, near),
    'confirm-address-differs': confirmElsewherePage(context, { ...view, otherPlace: true, error: 'address-differs' }),
    'confirm-number-wrong': confirmElsewherePage(context, { ...view, approval: 'shut', error: 'number-wrong' }),
    'confirm-approval-off': confirmElsewherePage(context, { ...view, approval: 'off', asked: { at: sampleNow } }),
    approved: approvedPage(context, view),
    stop: stopPage(context, { ...view, needsAddress: false, error: undefined }),
    'stop-address': stopPage(context, { ...view, needsAddress: true, error: 'address-differs' }),
    stopped: stoppedPage(context, { sessionEnded: false }),
    'stopped-session': stoppedPage(context, { sessionEnded: true }),
  }
}

function deadLinkSamples(context: PageContext, text?: string): Samples {
  const known = { attemptId: text ?? 'att_01', token: text ?? 'att_01.s3cret', address: text ?? 'a••@example.com' }
  const used = { browser: text ?? 'Chrome on macOS', place: text ?? 'Lyon, France', at: sampleNow - 3 * minute }
  const marks = {
    thisOne: { at: sampleNow - 10 * minute, mark: text ?? 'B2HD' },
    newest: { at: sampleNow - 2 * minute, mark: text ?? 'K7QM' },
  }
  const webmail = { name: text ?? 'Gmail', url: text ?? 'https://mail.google.com/' }
  const at = sampleNow - 5 * minute
  return {
    'dead-expired': deadLinkPage(context, { ...known, reason: 'link-expired', at, canAskAgain: true }),
    'dead-expired-long-ago': deadLinkPage(context, {
      ...known,
      reason: 'link-expired',
      at: at - 90_000_000,
      canAskAgain: true,
    }),
    'dead-used': deadLinkPage(context, { ...known, reason: 'link-used', used, canAskAgain: true }),
    'dead-superseded': deadLinkPage(context, {
      ...known,
      reason: 'link-superseded',
      ...marks,
      webmail,
      canAskAgain: true,
    }),
    'dead-unknown': deadLinkPage(context, { reason: 'link-unknown', canAskAgain: false }),
    'dead-ended': deadLinkPage(context, { ...known, reason: 'attempt-ended', canAskAgain: true }),
  }
}

function plainSamples(context: PageContext, text?: string): Samples {
  const address = text ?? 'ada@example.com'
  const attemptId = text ?? 'att_01'
  return {
    'signed-in': signedInPage(context, { address, name: text ?? 'Ada', continueUrl: text ?? '/' }),
    'signed-in-nameless': signedInPage(context, { address }),
    'signed-out': signedOutPage(context),
    'limited-address': limitedPage(context, { what: 'address', retryAt: sampleNow + 700_000, attemptId }),
    'limited-network': limitedPage(context, { what: 'network', retryAt: sampleNow + 60_000 }),
    'limited-day': limitedPage(context, { what: 'day', retryAt: sampleNow + 16 * 60 * minute }),
    'limited-busy': limitedPage(context, { what: 'busy', retryAt: sampleNow + 5000 }),
    error: errorPage(context, { code: text ?? 'server-error' }),
    'error-closed': errorPage(context, { code: 'sign-up-closed' }),
    'error-invitation': errorPage(context, { code: 'invitation-revoked' }),
    'error-not-found': errorPage(context, { code: 'not-found' }),
  }
}

function inboxSamples(context: PageContext, text?: string): Samples {
  const inbox = { ...context, assets: { ...context.assets, css: '/auth/assets/inbox.css' } }
  const to = text ?? 'ada@example.com'
  const subject = text ?? '482 931 is your Linden code'
  const code = text ?? '482931'
  const message = { id: text ?? 'msg_1', to, subject, at: sampleNow, kind: 'sign-in' }
  const old = { ...message, id: 'msg_0', subject: text ?? 'A new browser signed in', kind: 'new-device' }
  const selected = {
    ...message,
    from: text ?? 'Linden <no-reply@linden.example>',
    code,
    link: text ?? 'https://linden.example/auth/link/att_01#s3cret',
    htmlUrl: text ?? '/auth/dev/inbox/messages/msg_1/html',
    textUrl: text ?? '/auth/dev/inbox/messages/msg_1/text',
  }
  return {
    'dev-inbox': devInboxPage(inbox, { messages: [{ ...message, code }, old], selected, key: text }),
    'dev-inbox-empty': devInboxPage(inbox, { messages: [] }),
  }
}
