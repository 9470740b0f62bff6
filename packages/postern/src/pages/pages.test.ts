import { expect, test } from 'vitest'
import { loadWords } from '../copy/words.ts'
import { checkEmailPage } from './check-email-page.ts'
import { confirmElsewherePage } from './confirm-elsewhere-page.ts'
import { deadLinkPage } from './dead-link-page.ts'
import { errorPage } from './error-page.ts'
import { linkPage } from './link-page.ts'
import { sampleContext as context, samplePages } from './sample-pages.ts'
import { signInPage } from './sign-in-page.ts'
import type { CheckEmailView, ConfirmElsewhereView } from './views.ts'

const { now } = context
const waiting: CheckEmailView = {
  attemptId: 'att_01',
  address: 'ada@example.com',
  sender: { name: 'Linden', address: 'no-reply@linden.example' },
  sentAt: now,
  number: '27',
  mark: 'K7QM',
  state: 'waiting',
  code: { length: 6, kind: 'digits' },
  resendAt: now + 30_000,
  expiresAt: now + 600_000,
}
const confirm: ConfirmElsewhereView = {
  attemptId: 'att_01',
  token: 'att_01.s3cret',
  asked: { browser: 'Chrome on macOS', at: now - 120_000 },
  address: 'a••@example.com',
  here: true,
  approval: 'on',
  otherNetwork: false,
  otherPlace: false,
  sameDevice: false,
}

test('an error on the sign-in page keeps what was typed and carries the application’s parameters', () => {
  const page = signInPage(context, {
    email: 'ada@',
    error: 'email-invalid',
    redirectTo: '/cart',
    hidden: { state: 's' },
  })
  expect(page).toContain('value="ada@"')
  expect(page).toContain('aria-invalid="true"')
  expect(page).toContain('name="redirectTo" value="/cart"')
  expect(page).toContain('name="state" value="s"')
})

test('a proof is asked for only where the view says so, and without script a time is named', () => {
  expect(signInPage(context, {})).not.toContain('name="proof"')
  const page = signInPage(context, { proof: { challenge: 'abc', bits: 12, retryAt: now + 300_000 } })
  expect(page).toContain('data-challenge="abc" data-bits="12"')
  expect(page).toContain('<input type="hidden" name="proof">')
  expect(page).toContain('14:07 UTC')
})

test('the word for mail is in one piece, and an address, an attribute and a link that look like it stay as they are', async () => {
  await loadWords('de')
  const application = { name: 'Linden', homeUrl: 'https://linden.example/e-mail' }
  const page = signInPage(
    { ...context, locale: 'de', application },
    { email: 'e-mail', error: 'email-invalid', session: { address: 'e-mail@example.com' } },
  )
  expect(page).toContain('>E\u2011Mail-Adresse</label>')
  for (const text of ['value="e-mail"', 'href="https://linden.example/e-mail"', '<bdi>e-mail@example.com</bdi>'])
    expect(page).toContain(text)
  expect(page).not.toMatch(/[Ee]-Mail/)
})

test('a page with something long that was typed is written at once, in a language that looks for words in it as well', async () => {
  await loadWords('de')
  const started = performance.now()
  signInPage({ ...context, locale: 'de' }, { email: ' e-mail'.repeat(9_000), error: 'email-invalid' })
  expect(performance.now() - started).toBeLessThan(1000)
})

test('the waiting page shows address, number and mark, and says until when', () => {
  const page = checkEmailPage(context, waiting)
  for (const text of ['ada@example.com', '>27</output>', 'K7QM', '14:12 UTC']) expect(page).toContain(text)
  expect(page).toContain('data-watch="/auth/attempts/att_01"')
})

test('the number is left out where nothing asks for it', () => {
  expect(checkEmailPage(context, { ...waiting, number: '' })).not.toContain('<output')
})

test('a mail that may not be sent again is the first thing said, and the field tells it', () => {
  const page = checkEmailPage(context, { ...waiting, error: { kind: 'limited', retryAt: now + 900_000 } })
  expect(page.indexOf('id="wrong"')).toBeLessThan(page.indexOf('name="code"'))
  expect(page).toMatch(/ id="code"[^>]* aria-describedby="wrong"/)
  expect(page).toMatch(/ role="alert">[^<]*<time [^>]*><bdi>14:17 UTC/)
})

test('shut codes take the field away and leave the link', () => {
  const page = checkEmailPage(context, { ...waiting, error: { kind: 'codes-shut' } })
  expect(page).not.toContain('name="code"')
  expect(page).toContain('id="claim"')
})

test('a code pasted with spaces or dashes passes the field, a short one does not', () => {
  const pattern = / pattern="([^"]+)"/.exec(checkEmailPage(context, waiting))?.[1] ?? ''
  const whole = new RegExp(`^(?:${pattern})$`, 'v')
  const typed = ['482913', '482 913', ' 482-913 ', '٤٨٢٩١٣', '۴۸۲۹۱۳', '४८२ ९१३', '４８２９１３']
  expect(typed.filter((code) => !whole.test(code))).toEqual([])
  expect(['48291', '48291a', '4829131', '٤٨٢٩١'].some((code) => whole.test(code))).toBe(false)
})

test('help waits for 45 seconds and then is there at once', () => {
  expect(checkEmailPage(context, waiting)).toContain('class="help later"')
  expect(checkEmailPage(context, { ...waiting, sentAt: now - 45_000 })).toContain('class="help"')
})

test('an email that has expired is told of in words that belong together', async () => {
  await loadWords('de')
  const page = checkEmailPage({ ...context, locale: 'de' }, { ...waiting, state: 'expired' })
  expect(page).toContain('>Diese Anmeldung ist abgelaufen</h1>\n<p class="lede">Ihr Link und ihr Code gelten')
})

test('a settled attempt no longer listens', () => {
  for (const state of ['approved', 'completed-here', 'completed-elsewhere', 'ended', 'expired'] as const) {
    expect(checkEmailPage(context, { ...waiting, state })).not.toContain('data-watch')
  }
})

// Invariant 1: a robot that presses buttons finds none that acts without something typed.
test('the landing page of a fragment link holds no secret and no button that could send one', () => {
  const page = linkPage(context, { attemptId: 'att_01' })
  expect(page).toContain('data-fragment="att_01" hidden><input type="hidden" name="token"></form>')
  expect(page).toContain('name="code"')
})

// Invariant 6
test('the confirm page never fills in the address, and wants both ways typed', () => {
  const page = confirmElsewherePage(context, confirm)
  expect(page).not.toMatch(/name="email"[^>]* value=/)
  expect(page.match(/<input [^>]*required/g)).toHaveLength(2)
})

test('approval that is off or shut offers no number', () => {
  expect(confirmElsewherePage(context, { ...confirm, approval: 'off' })).not.toContain('/approve')
  expect(confirmElsewherePage(context, { ...confirm, approval: 'shut' })).not.toContain('/approve')
  expect(confirmElsewherePage(context, { ...confirm, error: 'number-wrong' })).not.toContain('/approve')
})

test('another network is warned of where the number is typed', () => {
  expect(confirmElsewherePage(context, confirm)).not.toContain('another network')
  expect(confirmElsewherePage(context, { ...confirm, otherNetwork: true })).toContain('another network')
})

// Invariant 14
test('stopping takes two pages, and only the second one is sure', () => {
  const pages = samplePages(context)
  expect(pages['confirm-elsewhere']).not.toContain('name="sure"')
  expect(pages['approved']).not.toContain('name="sure"')
  expect(pages['cancel-query']).not.toContain('name="sure"')
  expect(pages['stop']).toContain('name="sure" value="yes"')
  expect(pages['stop-address']).toMatch(/name="email"[^>]*required/)
})

test('a dead link asks for a new one with what it knows, or leads to the sign-in page', () => {
  expect(deadLinkPage(context, { reason: 'link-expired', token: 't', canAskAgain: true })).toContain(
    'name="again" value="t"',
  )
  expect(deadLinkPage(context, { reason: 'link-unknown', canAskAgain: false })).not.toContain('<form')
})

test('an unknown problem code reads as our own fault', () => {
  for (const code of ['no-such-code', 'constructor', '__proto__']) {
    expect(errorPage(context, { code })).toContain('Something broke on our side')
  }
})
