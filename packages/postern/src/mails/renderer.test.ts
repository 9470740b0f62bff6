import { describe, expect, test } from 'vitest'
import type { EmailAddress } from '../domain/email-address.ts'
import type { Id } from '../domain/id.ts'
import { instant, minutes } from '../domain/instant.ts'
import type { Message, MessageFacts, MessageKind } from '../domain/message.ts'
import { type Application, scopeAt } from '../domain/scope.ts'
import type { RenderInput } from '../ports/renderer.ts'
import { createRenderer } from './renderer.ts'

const askedAt = instant(Date.UTC(2026, 10, 22, 14, 2))
const secrets = { link: 'L'.repeat(43), cancel: 'C'.repeat(43), code: '482931' }
const attempt = '01jd9z3k5m0000000000000att' as Id<'attempt'>
const id = '01jd9z3k5m0000000000000msg' as Id<'message'>

const application: Application = {
  id: 'default' as Id<'application'>,
  name: 'Acme',
  redirects: [],
  origins: [],
  signIn: 'on',
  previews: [],
  secrets: [],
  signUp: 'open',
  approval: true,
  sameBrowserOnly: false,
  link: 'fragment',
  liveSets: 3,
  code: { kind: 'digits', length: 6 },
  explainClosed: true,
  newDeviceMail: true,
  limits: 'on',
  lifetimes: { secrets: minutes(10), sessionIdle: 1, session: 1, binding: 1, knownBrowser: 1, freshProof: 1 },
  locale: 'en',
  timeZone: 'UTC',
  mail: { from: { name: 'Acme', address: 'no-reply@Mail.Acme.example' }, postalLine: 'Acme, 1 Rue Example, Lyon' },
}

function input(kind: MessageKind, facts: Partial<MessageFacts> = {}, changes: Partial<Application> = {}): RenderInput {
  const tenant = { id: 'default' as Id<'tenant'> }
  const scope = scopeAt(tenant, { ...application, ...changes }, 'https://app.example.com/auth')
  const message: Message = {
    id,
    channel: 'mail',
    tenant: scope.tenant.id,
    application: application.id,
    attempt,
    to: { address: 'Ada@acme.example', key: 'ada@acme.example' } as EmailAddress,
    facts: {
      kind,
      locale: 'en',
      mark: 'K7QM',
      askedAt,
      program: false,
      asked: { browser: 'Chrome on macOS' },
      ...facts,
    },
    state: 'queued',
    lease: { owner: 'node', until: askedAt },
    deadline: askedAt,
    tries: 0,
    nextAt: askedAt,
    createdAt: askedAt,
  }
  return { scope, message, secrets, worksUntil: instant(askedAt + minutes(10)) }
}

const renderer = createRenderer()
const link = `https://app.example.com/auth/link/${attempt}#${secrets.link}`
const cancelLink = `https://app.example.com/auth/link/${attempt}/cancel#${secrets.cancel}`

describe('renderer', () => {
  test('invariant 17: the link of a sign-in mail is the attempt with its secret behind #, in text, HTML and facts', async () => {
    const mail = await renderer.render(input('sign-in'))
    expect(mail.text).toContain(link)
    expect(mail.html).toContain(`"${link}"`)
    expect(mail.facts).toEqual({ kind: 'sign-in', link, code: '482931' })
  })

  test('an application may choose a query link; the cancel link keeps its fragment', async () => {
    const mail = await renderer.render(input('sign-in', {}, { link: 'query' }))
    expect(mail.text).toContain(`https://app.example.com/auth/link/${attempt}?s=${secrets.link}`)
    expect(mail.text).not.toContain(`#${secrets.link}`)
    expect(mail.text).toContain(cancelLink)
  })

  test('the cancel link carries the cancel secret and not the link', async () => {
    const mail = await renderer.render(input('sign-in'))
    expect(mail.text).toContain(cancelLink)
    expect(mail.html).toContain(`"${cancelLink}"`)
  })

  test('it goes to the stored address and comes from the configured sender', async () => {
    const mail = await renderer.render(input('sign-in'))
    expect(mail.to).toBe('Ada@acme.example')
    expect(mail.from).toEqual(application.mail.from)
  })

  test('the Message-ID is the id of the message at the domain of the sender, the same for every repeat', async () => {
    const first = await renderer.render(input('sign-in'))
    const again = await renderer.render(input('sign-in'))
    expect(first.messageId).toBe(`<${id}@mail.acme.example>`)
    expect(again.messageId).toBe(first.messageId)
  })

  test('it writes in the language of the message, and in English where that is not one of ours', async () => {
    const english = await renderer.render(input('sign-in'))
    const german = await renderer.render(input('sign-in', { locale: 'de' }))
    const unknown = await renderer.render(input('sign-in', { locale: 'tlh' }))
    expect(german.subject).not.toBe(english.subject)
    expect(german.html).toContain('lang="de"')
    expect(unknown.subject).toBe(english.subject)
  })

  test('it says until when the mail works, who asked and where', async () => {
    const mail = await renderer.render(
      input('sign-in', { asked: { browser: 'Chrome on macOS', place: 'Lyon, France' } }),
    )
    for (const words of ['14:12', 'Chrome on macOS', 'Lyon, France', '482931', 'K7QM'])
      expect(mail.text).toContain(words)
  })

  test('a mail about another browser that was let in has a cancel link and nothing to sign in with', async () => {
    const mail = await renderer.render(input('approved-elsewhere'))
    expect(mail.text).toContain(cancelLink)
    expect(mail.text + mail.html).not.toMatch(new RegExp(`${secrets.link}|${secrets.code}`))
    expect(mail.facts).toEqual({ kind: 'approved-elsewhere' })
  })

  test('a mail about closed sign-up carries no secret, even if there are some', async () => {
    const mail = await renderer.render(input('sign-up-closed'))
    expect(mail.text + mail.html).not.toMatch(new RegExp(`${secrets.link}|${secrets.cancel}|${secrets.code}`))
    expect(mail.facts).toEqual({ kind: 'sign-up-closed' })
  })

  test('a message of kind none is never rendered', async () => {
    await expect(async () => renderer.render(input('none'))).rejects.toThrow(TypeError)
  })

  test('a mail that needs its secrets is not rendered without them', async () => {
    for (const kind of ['sign-in', 'approved-elsewhere'] as const) {
      const { scope, message, worksUntil } = input(kind)
      await expect(async () => renderer.render({ scope, message, worksUntil })).rejects.toThrow(TypeError)
    }
  })
})
