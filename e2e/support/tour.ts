/**
 * A walk past every page a person can be shown, on a real server: each stop is reached the way a person reaches it, in
 * the language of her browser. Knows no check: whoever walks along looks at each page.
 */
import type { Browser, Page } from 'playwright-core'
import { ar } from '../../packages/postern/src/copy/pages/ar.ts'
import { devInbox } from '../../packages/postern/src/copy/pages/dev-inbox.ts'
import { en } from '../../packages/postern/src/copy/pages/en.ts'
import type { House } from './house.ts'
import { type Device, device, linksIn, numberOn, otherThan } from './person.ts'
import { again, arrive, type Focus, open, send, submit, submitFrom, type Walk } from './walk.ts'

export type Language = 'en' | 'ar'

/** Called where the page stands as the person found it. `focus` is where her keyboard must be. */
export type Look = (name: string, page: Page, focus: Focus, documentBytes: number) => Promise<void>

/** The walk in parts. The house must keep one live mail an attempt (`liveSets: 1`), and know a place for each network. */
export const tour: Readonly<Record<string, (walk: Walk) => Promise<void>>> = {
  'asking for a mail': asking,
  'typing codes': codes,
  'mails that came too often or too late': mails,
  'signing in elsewhere': elsewhere,
  'letting another browser in': approval,
  'stopping a sign-in': stopping,
  'two accounts': accounts,
  'joining by invitation': joining,
  'a sum to do': limits,
  errors,
  'the dev inbox': inbox,
}

/** For a house whose links carry their secret in the query. */
export const queryTour = { 'a query link': queryLinks }

export async function walkThrough(
  part: (walk: Walk) => Promise<void>,
  browser: Browser,
  house: House,
  language: Language,
  look: Look,
): Promise<void> {
  const devices: Device[] = []
  const bytes = new Map<Page, Promise<number>>()
  const visitor = async (network?: string): Promise<Device> => {
    const made = await device(browser, {
      locale: language,
      ...(network === undefined ? {} : { network }),
      more: { viewport: { width: 480, height: 900 } },
    })
    made.context.on('response', (response) => {
      const isPage = response.request().isNavigationRequest() && response.frame().parentFrame() === null
      if (isPage && response.status() !== 303)
        bytes.set(
          response.frame().page(),
          response.body().then(lengthOf, () => 0),
        )
    })
    devices.push(made)
    return made
  }
  const weigh = async (name: string, page: Page, focus: Focus): Promise<void> =>
    look(name, page, focus, (await bytes.get(page)) || Number.NaN)
  await part({ house, words: { en, ar }[language], look: weigh, visitor })
  await Promise.all(devices.map(({ context }) => context.close()))
}

const lengthOf = ({ length }: Buffer): number => length

async function queryLinks({ house, words, look, visitor }: Walk): Promise<void> {
  const { page } = await visitor()
  await send(page, house, words, 'query@acme.example')
  const { link } = linksIn(await house.inbox.next({ to: 'query@acme.example' }))
  await page.goto(link)
  await look('a query link', page, 'body')
}

async function asking({ house, words, look, visitor }: Walk): Promise<void> {
  const { page } = await visitor()
  await page.goto(`${house.url}/auth/sign-in`)
  await look('sign-in', page, '#email')
  await page.locator('#email').fill('ada@gmial.com')
  await page.keyboard.press('Tab')
  await page.locator('#hint button').waitFor()
  await page.locator('#email').focus()
  await look('sign-in with a typo', page, '#email')
  await page.locator('#email').fill('ada@acme')
  await submit(page, 'magic-link')
  await page.locator('#wrong').waitFor()
  await look('an invalid address', page, '#email')
  await page.locator('#email').fill('ada@gmial.com')
  await submit(page, 'magic-link')
  await arrive(page, words.checkEmail.title)
  await look('check-email with a typo', page, '#code')
}

async function codes({ house, words, look, visitor }: Walk): Promise<void> {
  const { page } = await visitor()
  const address = 'codes@gmail.com'
  await send(page, house, words, address)
  await look('check-email', page, '#code')
  const { code = '' } = await house.inbox.next({ to: address })
  for (let left = 4; left >= 0; left--) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/code/verify'))
    await page.locator('#code').pressSequentially(otherThan(code))
    await answered
    await page.locator('#wrong').waitFor()
    if (left === 4) await look('a wrong code', page, '#code')
  }
  await page.locator('#code').waitFor({ state: 'detached' })
  await look('codes shut', page, 'h1')
}

async function mails({ house, words, look, visitor }: Walk): Promise<void> {
  const { page, context } = await visitor()
  const address = 'mails@gmail.com'
  await send(page, house, words, address)
  const first = linksIn(await house.inbox.next({ to: address }))
  await again(page, house)
  await look('sent again', page, '#code')
  const second = linksIn(await house.inbox.next({ to: address }))
  await again(page, house)
  await again(page, house)
  await page.locator('.wrong').waitFor()
  await look('a limit on sending again', page, '#code')
  const tab = await context.newPage()
  await open(tab, first.link, words.deadLink.superseded)
  await look('a superseded link', tab, 'h1')
  await open(
    tab,
    `${first.link.split('#')[0]}#${second.link.split('#')[1]?.split('').reverse().join('')}`,
    words.deadLink.unknown,
  )
  await look('an unknown link', tab, 'h1')
  const third = linksIn(await house.inbox.next({ to: address }))
  await submitFrom(tab, house, address)
  await arrive(tab, words.limited.address)
  await look('limited', tab, 'h1')
  house.later(21 * 60_000)
  await page.reload()
  await arrive(page, words.states.expired.title)
  await look('waited until it expired', page, 'h1')
  await open(tab, third.link, words.deadLink.expired)
  await look('an expired link', tab, 'h1')
  for (const [name, tail] of [['a link', ''] as const, ['a link to stop', '/cancel'] as const]) {
    await tab.goto(third.link.split('#')[0] + tail)
    await tab.locator('.unscripted.now').waitFor()
    await look(`${name} without its secret`, tab, 'body')
  }
}

async function elsewhere({ house, words, look, visitor }: Walk): Promise<void> {
  const [asker, reader, third] = await Promise.all([visitor(), visitor(), visitor()])
  const address = 'elsewhere@acme.example'
  await send(asker.page, house, words, address)
  const { link } = linksIn(await house.inbox.next({ to: address }))
  await open(reader.page, link, words.confirm.title)
  await look('confirm elsewhere', reader.page, 'h1')
  await reader.page.locator('#email').fill('another@acme.example')
  await submit(reader.page, 'confirm')
  await reader.page.locator('#wrong').waitFor()
  await look('another address', reader.page, '#email')
  await reader.page.locator('#number').fill(otherThan(await numberOn(asker.page)))
  await submit(reader.page, 'approve')
  await reader.page.locator('#number').waitFor({ state: 'detached' })
  await look('a wrong number', reader.page, 'h1')
  await reader.page.locator('#email').fill(address)
  await submit(reader.page, 'confirm')
  await reader.page.waitForURL(`${house.url}/home`)
  await arrive(asker.page, words.states['completed-elsewhere'].title)
  await look('completed elsewhere', asker.page, 'h1')
  await open(third.page, link, words.deadLink.used)
  await look('a used link', third.page, 'h1')
}

async function approval({ house, words, look, visitor }: Walk): Promise<void> {
  const [asker, reader] = await Promise.all([visitor(), visitor()])
  const address = 'approval@acme.example'
  await send(asker.page, house, words, address)
  const { link, cancel } = linksIn(await house.inbox.next({ to: address }))
  await open(reader.page, link, words.confirm.title)
  await reader.page.locator('#number').fill(await numberOn(asker.page))
  await submit(reader.page, 'approve')
  await arrive(reader.page, words.approved.title)
  await look('approved', reader.page, 'h1')
  await asker.page.waitForURL(`${house.url}/home`)
  await open(reader.page, cancel, words.stop.title)
  await look('stop a session', reader.page, 'h1')
  await reader.page.locator('#email').fill(address)
  await submit(reader.page, 'cancel')
  await arrive(reader.page, words.stop.stopped)
  await look('a session stopped', reader.page, 'h1')
}

async function stopping({ house, words, look, visitor }: Walk): Promise<void> {
  const [asker, reader] = await Promise.all([visitor(), visitor()])
  const address = 'stopping@acme.example'
  await send(asker.page, house, words, address)
  const { link, cancel } = linksIn(await house.inbox.next({ to: address }))
  await open(reader.page, cancel, words.stop.title)
  await look('stop', reader.page, 'h1')
  await submit(reader.page, 'cancel')
  await arrive(reader.page, words.stop.stopped)
  await look('stopped', reader.page, 'h1')
  await arrive(asker.page, words.states.ended.title)
  await look('waited until it was stopped', asker.page, 'h1')
  await open(reader.page, link, words.deadLink.ended)
  await look('a link that was stopped', reader.page, 'h1')
}

async function accounts({ house, words, look, visitor }: Walk): Promise<void> {
  const { page, context } = await visitor()
  const [here, other] = ['here@acme.example', 'other@acme.example'] as const
  await send(page, house, words, here)
  const tab = await context.newPage()
  await tab.goto(linksIn(await house.inbox.next({ to: here })).link)
  await tab.waitForURL(`${house.url}/home`)
  await arrive(page, words.states['completed-here'].title)
  await look('completed here', page, 'h1')
  await page.goto(`${house.url}/auth/sign-in`)
  await look('sign-in while signed in', page, 'body')
  await send(page, house, words, other)
  await open(
    tab,
    linksIn(await house.inbox.next({ to: other })).link,
    words.switchAccount.title('o••@acme.example').join(''),
  )
  await look('switch account', tab, 'h1')
  await tab.goto(`${house.url}/auth/signed-in`)
  await look('signed in', tab, 'h1')
  await submit(tab, 'sign-out')
  await arrive(tab, words.signedOut.title)
  await look('signed out', tab, 'h1')
}

async function limits({ house, look, visitor }: Walk): Promise<void> {
  const { page, context } = await visitor()
  const ask = (name: string) =>
    context.request.post(`${house.url}/auth/magic-link`, { data: { email: `${name}@acme.example` } })
  for (let count = 0; count < 15; count++) await ask(`many-${count}`)
  await submitFrom(page, house, 'one-more@acme.example')
  await page.locator('[data-challenge]').waitFor()
  await look('a sum to do', page, '#email')
}

async function joining({ house, words, look, visitor }: Walk): Promise<void> {
  const { page } = await visitor()
  const title = words.invitation.title('Acme').join('')
  const email = 'guest@acme.example'
  const made = await house.auth.invitations.create({ email, invitedBy: 'Grace Hopper' })
  const { link = '' } = await house.inbox.next({ to: email })
  await page.goto(link.split('#')[0] ?? '')
  await page.locator('.unscripted.now').waitFor()
  await look('an invitation without its secret', page, 'body')
  // To another fragment of the page it is on a browser goes without asking anew.
  await page.goto('about:blank')
  await open(page, link, title)
  await page.locator('.facts').waitFor()
  await look('an invitation', page, 'h1')
  await page.locator('#email').fill(email)
  await submit(page, 'accept')
  await arrive(page, words.checkEmail.title)
  await look('waiting after an invitation', page, '#code')
  if (made.status === 'invited') await house.auth.invitations.revoke(made.invitation.id)
  await open(page, link, words.errors['invitation-revoked'].title)
  await look('a withdrawn invitation', page, 'h1')
}

async function errors({ house, words, look, visitor }: Walk): Promise<void> {
  const { page } = await visitor()
  const { errors } = words
  await open(page, `${house.url}/auth/error`, errors['server-error'].title)
  await look('error', page, 'h1')
  await open(page, `${house.url}/auth/nothing-here`, errors['not-found'].title)
  await look('not found', page, 'h1')
  await open(page, `${house.url}/auth/sign-in?redirect_uri=https://elsewhere.example`, errors['redirect-refused'].title)
  await look('a refused redirect', page, 'h1')
}

async function inbox({ house, words, look, visitor }: Walk): Promise<void> {
  const { page } = await visitor('127.0.0.1')
  await send(page, house, words, 'inbox@acme.example')
  await page.goto(`${house.url}/auth/dev/inbox`)
  await page.getByTitle(devInbox.frame).waitFor()
  await look('dev inbox', page, 'body')
}
