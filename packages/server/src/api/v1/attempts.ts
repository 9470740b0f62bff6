/** Attempts: what became of a try to sign in, step by step, and in a sentence why. */
import {
  type Attempt,
  type Id,
  isIdPlace,
  iso,
  jsonReply,
  maskEmailAddress,
  parseEmailAddress,
  parseId,
} from 'postern/kit'
import { z } from 'zod'
import { readStories, readStory, type Story } from '../../support/story.ts'
import { verdictCodes, verdictOf } from '../../support/verdict.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { recordReading } from '../people/on-record.ts'
import { hereAndNow, reaches, reachesTenant } from '../people/reach.ts'
import { eventShape, shownEvent } from '../people/schemas.ts'
import { messageShape, shownMessage } from '../people/shown-message.ts'
import { type AddressStanding, addressStanding, standingShape } from '../people/standing.ts'
import { idParams, pageQuery, time } from '../schemas.ts'

const attemptShape = z
  .strictObject({
    id: z.string(),
    application: z.string(),
    purpose: z.string(),
    state: z.enum(['open', 'approved', 'proved', 'completed', 'cancelled', 'expired']),
    email: z.string().describe('Masked until the address is proved, unless it was asked by'),
    verdict: z.strictObject({
      code: z.enum(verdictCodes),
      outcome: z.enum(['in', 'not-in', 'not-yet']),
      sentence: z.string(),
    }),
    asker: z.enum(['browser', 'program']),
    device: z.string().nullable(),
    place: z.string().nullable(),
    createdAt: time,
    expiresAt: time,
    wrongCodes: z.int(),
    triesLeft: z.int(),
    opens: z.int(),
    user: z.string().nullable(),
    session: z.string().nullable(),
  })
  .meta({ id: 'Attempt' })

const attemptStory = z
  .strictObject({ ...attemptShape.shape, messages: z.array(messageShape), timeline: z.array(eventShape) })
  .meta({ id: 'AttemptStory' })

const list = z.strictObject({
  address: z.string().min(3).max(320).describe('The whole address'),
  after: pageQuery(isIdPlace).shape.after,
  limit: z.coerce.number().int().min(1).max(50).default(10),
})

export const attemptRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/attempts',
    operation: 'attempts.read',
    summary: 'Lists the attempts of an address, newest first, each with its verdict, and how the address stands now.',
    query: list,
    answers: {
      200: z.strictObject({ items: z.array(attemptShape), next: z.string().optional(), standing: standingShape }),
    },
    refusals: ['email-invalid'],
    handle: async (at) => {
      const address = parseEmailAddress(at.query.address)
      if (!address) return at.refuse('email-invalid')
      const { ids, next } = await seenOf(at, address.key)
      const stories = await readStories(at.ports, { tenant: at.tenant, address: address.key, ids })
      const standing = await addressStanding(at, address, stories.length > 0)
      await recordReading(at, 'attempts', usersOf(stories, standing))
      const items = stories.map((story) => shown(story, story.attempt.address.address))
      return jsonReply({ items, ...(next !== undefined && { next }), standing })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/attempts/:id',
    operation: 'attempts.read',
    summary: 'Reads what became of an attempt: its timeline, its mails, and why this person did or did not get in.',
    params: idParams,
    answers: { 200: attemptStory },
    handle: async (at) => {
      const id = parseId<'attempt'>(at.params.id)
      const story = id && (await storyOf(at, id))
      if (!story) return at.refuse('not-found')
      await recordReading(at, 'attempt', usersOf([story]), { attempt: story.attempt.id })
      return jsonReply({
        ...shown(story, emailOf(story.attempt)),
        messages: story.messages.map(shownMessage),
        timeline: story.events.map(shownEvent),
      })
    },
  }),
]

/** Attempts that are looked through at a time, for a key that may not see all of them. */
const stretch = 200

/** A page of those that the key may see. What it may not see leaves no gap, and is not where the page ends. */
async function seenOf(
  at: ApiCall<unknown, z.infer<typeof list>>,
  address: string,
): Promise<{ readonly ids: readonly Id<'attempt'>[]; readonly next?: string }> {
  const { limit } = at.query
  const most = reachesTenant(at) ? limit + 1 : stretch
  const ids: Id<'attempt'>[] = []
  let { after } = at.query
  do {
    const place = after === undefined ? {} : { after }
    const page = await at.ports.store.attempts.list({ ...hereAndNow(at), address, limit: most, ...place })
    ids.push(...page.items.filter(({ application }) => reaches(at, application)).map(({ id }) => id))
    after = page.next
  } while (after !== undefined && ids.length <= limit)
  const last = ids.length > limit ? ids[limit - 1] : undefined
  return { ids: ids.slice(0, limit), ...(last !== undefined && { next: last }) }
}

async function storyOf(at: ApiCall, id: Id<'attempt'>): Promise<Story | undefined> {
  const story = await readStory(at.ports, { tenant: at.tenant, id })
  return story && reaches(at, story.attempt.application) ? story : undefined
}

/** Before a proof nobody is on record, whoever has the address. */
function usersOf(stories: readonly Story[], standing?: AddressStanding): readonly Id<'user'>[] {
  const users = stories.flatMap(({ attempt }) => attempt.finish?.user ?? [])
  return standing?.user ? [...users, standing.user as Id<'user'>] : users
}

const emailOf = ({ state, address }: Attempt): string =>
  state === 'completed' ? address.address : maskEmailAddress(address.address)

function shown(story: Story, email: string) {
  const { attempt, now } = story
  const { id, application, purpose, state, asker, asked, finish } = attempt
  const isOver = state === 'completed' || state === 'cancelled'
  return {
    id,
    application,
    purpose,
    state: !isOver && attempt.expiresAt <= now ? 'expired' : state,
    email,
    verdict: verdictOf(story),
    asker: asker.kind,
    device: asked.browser ?? null,
    place: asked.place ?? null,
    createdAt: iso(attempt.createdAt),
    expiresAt: iso(attempt.expiresAt),
    wrongCodes: attempt.tries,
    triesLeft: Math.max(0, attempt.maxTries - attempt.tries),
    opens: attempt.opens,
    user: finish?.user ?? null,
    session: finish?.session ?? null,
  }
}
