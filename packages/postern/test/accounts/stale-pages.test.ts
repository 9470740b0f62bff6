import { afterEach, describe, expect, test } from 'vitest'
import { days } from '../../src/domain/instant.ts'
import { type Browser, openBrowser } from '../support/browser.ts'
import { closeWorlds, createWorld } from '../support/world.ts'
import { ada, changeTo, lovelace, stepUp } from './account.ts'

const bob = 'bob@example.com'
const carol = 'carol@example.com'

afterEach(closeWorlds)

interface Form {
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
}

/** The forms of a page but the one that signs out, as a browser sends them: what a person adds is typed by `typed`. */
function formsOf(html: string): readonly Form[] {
  const forms = [...html.matchAll(/<form[^>]* action="\/auth([^"?]+)[^"]*">(.*?)<\/form>/gs)]
  return forms
    .filter(([, path]) => path !== '/sign-out')
    .map(([, path = '', content = '']) => ({ path, fields: { ...hiddenIn(content), ...typed[path] } }))
}

const hiddenIn = (form: string): Record<string, string> =>
  Object.fromEntries(
    [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )

const typed: Readonly<Record<string, Record<string, string>>> = {
  '/account': { name: 'Ada', locale: 'de' },
  '/account/addresses': { email: carol, mode: 'additional' },
}

/** Every form that an account offers, fresh or not, and the link of its export. */
async function openAccount(browser: Browser): Promise<{ readonly forms: readonly Form[]; readonly download: string }> {
  const pages = await Promise.all(
    ['/account', '/account/address', '/account/delete'].map((path) => browser.visit(path)),
  )
  const forms = pages.flatMap(({ text }) => formsOf(text))
  return { forms, download: /href="\/auth(\/account\/export[^"]*)"/.exec(pages[0]?.text ?? '')?.[1] ?? '' }
}

const acts = [
  '/account',
  '/account/addresses',
  '/account/addresses/primary',
  '/account/addresses/remove',
  '/account/delete',
  '/account/step-up',
  '/sessions/:id/revoke',
  '/sessions/revoke-others',
]
const actOf = ({ path }: Form): string => path.replace(/\/[0-9a-z]{26}\//, '/:id/')

describe('a page of an account that stayed open while somebody else signed in', () => {
  test('does nothing to either account, in every form, and leads to the one that is signed in', async () => {
    const world = await createWorld()
    const [browser, elsewhere, bobElsewhere] = [openBrowser(world), openBrowser(world), openBrowser(world)]
    await bobElsewhere.signIn(bob)
    await elsewhere.signIn(ada)
    await browser.signIn(ada)
    await changeTo(world, browser, lovelace, 'additional')
    const fresh = await openAccount(browser)
    world.clock.advance(days(1))
    const stale = [...fresh.forms, ...(await openAccount(browser)).forms]
    expect([...new Set(stale.map(actOf))].toSorted()).toEqual(acts)

    const { token } = await browser.request(bob)
    await browser.call('/magic-link/verify', { token, switch: 'yes' })
    expect(await browser.who()).toBe(bob)
    const [mails, before] = [world.mail.taken.length, (await browser.ask('/account')).text]
    for (const { path, fields } of stale) {
      const answer = await browser.submit(path, fields)
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, '/auth/account'])
    }
    const copied = await browser.visit(fresh.download)
    expect([copied.status, copied.headers.get('location')]).toEqual([303, '/auth/account'])
    expect((await browser.ask('/account')).text).toBe(before)
    expect([world.mail.taken.length, await bobElsewhere.who(), await elsewhere.who()]).toEqual([mails, bob, ada])
    expect((await world.user(ada))?.name).toBeUndefined()
  })

  test('and does all of it for whom it was made', async () => {
    const world = await createWorld()
    const [browser, elsewhere] = [openBrowser(world), openBrowser(world)]
    await elsewhere.signIn(ada)
    await browser.signIn(ada)
    await changeTo(world, browser, lovelace, 'additional')
    const { forms, download } = await openAccount(browser)
    const send = async (act: string): Promise<string> => {
      const form = forms.find((one) => actOf(one) === act)
      return (form && (await browser.submit(form.path, form.fields)).headers.get('location')) ?? ''
    }
    expect((await browser.visit(download)).headers.get('content-disposition')).toContain('account.json')
    expect(await send('/account')).toBe('/auth/account?done=name')
    expect((await browser.ask('/account')).json.user).toMatchObject({ name: 'Ada' })
    expect((await world.user(ada))?.locale).toBe('de')
    expect(await send('/account/addresses/primary')).toBe('/auth/account?done=primary')
    expect(await send('/sessions/:id/revoke')).toBe('/auth/account')
    expect(await elsewhere.who()).toBeUndefined()
    await elsewhere.signIn(ada)
    expect(await send('/sessions/revoke-others')).toBe('/auth/account')
    expect(await elsewhere.who()).toBeUndefined()
    await stepUp(world, browser)
    expect(await send('/account/addresses')).toMatch(/^\/auth\/check-email\//)
    expect(await send('/account/delete')).toMatch(/^\/auth\/check-email\//)
  })
})
