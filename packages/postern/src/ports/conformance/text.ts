/** Text that a store cannot keep is refused, whichever store it is. */
import { PosternError } from '../../domain/errors.ts'
import { equal, ok } from './assert.ts'
import { birthOwner } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import { eventsOf, look, nothing, request, type World } from './world.ts'

/** NUL, and either half of a pair. */
const unkept = ['\0', 'a\0b', '\ud83d', '\ude00 b'] as const

export const text: readonly Scenario[] = [
  scenario('text: NUL and halves of a pair are refused wherever text goes in', async (world) => {
    const { attempt, message } = await asked(world)
    for (const text of unkept) {
      for (const [what, call] of Object.entries(entrances(world, attempt, message, text)))
        equal(await codeOf(call()), 'body-invalid', `${what} with ${JSON.stringify(text)}`)
    }
    equal((await look(world, attempt)).attempt.opens, 0, 'opens')
    equal((await eventsOf(world, attempt)).length, 1, 'events')
    equal((await world.store.messages.list(world.at({ attempt })))[0]?.state, 'queued', 'message')
    equal((await world.store.documents.list(world.at({ kind: 'theme', limit: 10 }))).items, [], 'documents')
  }),

  scenario('text: a call that is refused takes no other with it', async (world) => {
    const put = (id: string): Promise<unknown> =>
      world.store.documents.put(world.at({ kind: 'theme', id, version: 0, json: '{}' }))
    const ends = await Promise.all(['a', 'b\0', 'c', 'd\ud83d', 'e'].map((id) => codeOf(put(id))))
    equal(ends, ['done', 'body-invalid', 'done', 'body-invalid', 'done'], 'ends')
    const { items } = await world.store.documents.list(world.at({ kind: 'theme', limit: 10 }))
    equal(
      items.map(({ id }) => id),
      ['a', 'c', 'e'],
      'documents',
    )
  }),

  scenario('text: what only looks like it is kept', async (world) => {
    const json = JSON.stringify(['\\u0000 \\\\u0000 \\ud83d 😀', JSON.stringify(unkept)])
    await world.store.documents.put(world.at({ kind: 'theme', id: '\\u0000', version: 0, json }))
    equal((await world.store.documents.find(world.at({ kind: 'theme', id: '\\u0000' })))?.json, json, 'json')
  }),
]

type Calls = Readonly<Record<string, () => Promise<unknown>>>

function entrances({ store, at, draw, now }: World, attempt: never, message: never, text: string): Calls {
  const document = { kind: 'theme', id: 'a', version: 0, json: '{}' }
  const reason = draw.event(now, 'link.opened', { attempt, reason: text })
  const outcome = { kind: 'failed', reason: text } as const
  return {
    'the kind of a document': () => store.documents.put(at({ ...document, kind: text })),
    'its id': () => store.documents.put(at({ ...document, id: text })),
    'its json': () => store.documents.put(at({ ...document, json: text })),
    'the id that is looked for': () => store.documents.find(at({ kind: 'theme', id: text })),
    'the json of an artifact': () => store.artifacts.put(at({ artifact: draw.artifact(now, { json: text }) })),
    'its group': () => store.artifacts.put(at({ artifact: draw.artifact(now, { group: text }) })),
    'a reason in an event': () =>
      store.attempts.note(at({ id: attempt, most: 20, also: { ...nothing, events: [reason] } })),
    'a reason in a settlement': () =>
      store.messages.settle(at({ settlements: [{ id: message, owner: birthOwner, outcome }] })),
  }
}

async function asked(world: World): Promise<{ readonly attempt: never; readonly message: never }> {
  const { id } = await request(world)
  const [message] = await world.store.messages.list(world.at({ attempt: id }))
  ok(message, 'no message')
  return { attempt: id as never, message: message.id as never }
}

/** How it ended: the kind of the answer, or the code of the fault. */
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (answer) => (answer as { readonly kind?: string } | undefined)?.kind,
    (fault: unknown) => (fault instanceof PosternError ? fault.code : fault),
  )
