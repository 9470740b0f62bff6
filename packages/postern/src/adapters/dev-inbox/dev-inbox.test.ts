import { describe, expect, test } from 'vitest'
import type { Rendered } from '../../domain/message.ts'
import { devInbox } from './dev-inbox.ts'

const never = new AbortController().signal

function mail(id: string, to: string): Rendered {
  return {
    messageId: `<${id}@acme.example>`,
    from: { name: 'Acme', address: 'no-reply@acme.example' },
    to,
    subject: `Subject ${id}`,
    text: 'text',
    html: '<p>html</p>',
    facts: { kind: 'sign-in', link: `https://app.example/auth/link/${id}#s`, code: '482931' },
  }
}

describe('dev inbox', () => {
  test('it says that it belongs to development', () => {
    expect(devInbox()).toMatchObject({ name: 'dev-inbox', channel: 'mail', development: true })
  })

  test('a taken mail is listed with link, code and time, newest last', async () => {
    const inbox = devInbox()
    const before = Date.now()
    expect(await inbox.send(mail('a', 'ada@acme.example'), never)).toEqual({ kind: 'taken', reference: 'a' })
    await inbox.send(mail('b', 'bob@acme.example'), never)
    expect(inbox.messages().map((one) => one.id)).toEqual(['a', 'b'])
    expect(inbox.get('a')).toEqual({
      id: 'a',
      to: 'ada@acme.example',
      from: 'Acme <no-reply@acme.example>',
      subject: 'Subject a',
      text: 'text',
      html: '<p>html</p>',
      kind: 'sign-in',
      link: 'https://app.example/auth/link/a#s',
      code: '482931',
      at: expect.any(Number),
    })
    expect(inbox.get('a')?.at).toBeGreaterThanOrEqual(before)
    expect(inbox.get('c')).toBeUndefined()
  })

  test('what only tells of something can be left out, in lists and where a mail is waited for', async () => {
    const inbox = devInbox()
    const next = inbox.next({ to: 'ada@acme.example', kind: 'sign-in' })
    await inbox.send({ ...mail('a', 'ada@acme.example'), facts: { kind: 'new-device' } }, never)
    await inbox.send(mail('b', 'ada@acme.example'), never)
    expect((await next).id).toBe('b')
    expect((await inbox.next()).id).toBe('a')
    expect(inbox.messages({ kind: 'new-device' }).map(({ id }) => id)).toEqual(['a'])
  })

  test('a list can be narrowed to an address, however it is written, and to what came after a mail', async () => {
    const inbox = devInbox()
    for (const id of ['a', 'b', 'c']) await inbox.send(mail(id, 'Ada@xn--bcher-kva.example'), never)
    await inbox.send(mail('d', 'bob@acme.example'), never)
    expect(inbox.messages({ to: ' ada@bücher.example', after: 'a' }).map((one) => one.id)).toEqual(['b', 'c'])
    expect(inbox.messages({ after: 'd' })).toEqual([])
    expect(inbox.messages({ to: 'bo@acme.example' })).toEqual([])
  })

  test('only the newest are kept, and an id that is gone hides nothing', async () => {
    const inbox = devInbox({ keep: 2 })
    for (const id of ['a', 'b', 'c']) await inbox.send(mail(id, 'ada@acme.example'), never)
    expect(inbox.messages().map((one) => one.id)).toEqual(['b', 'c'])
    expect(inbox.messages({ after: 'a' }).map((one) => one.id)).toEqual(['b', 'c'])
    expect((await inbox.next()).id).toBe('b')
  })

  test('a repeat with the same Message-ID is kept once and given once', async () => {
    const inbox = devInbox()
    await inbox.send(mail('a', 'ada@acme.example'), never)
    await inbox.send(mail('a', 'ada@acme.example'), never)
    expect(inbox.messages()).toHaveLength(1)
    await inbox.next()
    await expect(inbox.next({ timeout: 1 })).rejects.toThrow('No mail: none came within 1 ms')
  })

  test('next gives each mail to one caller, oldest first, whether it came before or after the call', async () => {
    const inbox = devInbox()
    await inbox.send(mail('a', 'ada@acme.example'), never)
    await inbox.send(mail('b', 'bob@acme.example'), never)
    expect((await inbox.next({ to: 'bob@acme.example' })).id).toBe('b')
    expect((await inbox.next({ to: 'ada@acme.example' })).id).toBe('a')
    const first = inbox.next({ to: 'ada@acme.example' })
    const second = inbox.next({ to: 'ada@acme.example' })
    const anybody = inbox.next()
    await inbox.send(mail('c', 'ada@acme.example'), never)
    await inbox.send(mail('d', 'ada@acme.example'), never)
    await inbox.send(mail('e', 'eve@acme.example'), never)
    expect([(await first).id, (await second).id, (await anybody).id]).toEqual(['c', 'd', 'e'])
  })

  test('a mail that came too late for one caller is there for the next', async () => {
    const inbox = devInbox()
    await expect(inbox.next({ to: 'ada@acme.example', timeout: 1 })).rejects.toThrow('No mail to ada@acme.example')
    await inbox.send(mail('a', 'ada@acme.example'), never)
    expect((await inbox.next({ to: 'ada@acme.example', timeout: 1 })).id).toBe('a')
  })

  test('closing ends every wait', async () => {
    const inbox = devInbox()
    const waiting = expect(inbox.next()).rejects.toThrow('the inbox was closed')
    await inbox.close?.()
    await waiting
  })

  test('an aborted send keeps nothing', async () => {
    const inbox = devInbox()
    expect(await inbox.send(mail('a', 'ada@acme.example'), AbortSignal.abort())).toEqual({
      kind: 'later',
      reason: 'aborted',
    })
    expect(inbox.messages()).toEqual([])
  })

  test('a size that cannot be is refused by name', () => {
    for (const keep of [0, -1, 1.5, Number.NaN]) expect(() => devInbox({ keep })).toThrow(/keep/)
  })
})
