/** `postern app …` */
import { iso } from 'postern/kit'
import { Refusal } from '../../config/refusal.ts'
import { applications } from '../../resources/application.ts'
import { addSecret } from '../../resources/application-secret.ts'
import { type DocumentNoun, documentVerbs, settled } from './documents.ts'
import { first, type Verb } from './verb.ts'

const noun: DocumentNoun<Parameters<NonNullable<typeof applications.shown>>[0]> = {
  resource: applications,
  one: 'application',
  row: ({ name, signIn, redirects }) => ({ name, signIn, redirects: redirects.length }),
}

const adding: Verb = async (office, given) => {
  const id = first(given)
  const where = { desk: office.desk, resource: applications, tenant: await office.tenant(given.values) }
  const made = await addSecret(where, { id })
  if (made.kind === 'full') throw new Refusal(['It has five secrets already: remove one first.'], 'refused')
  if (made.kind !== 'made') return settled(noun, id, made)
  const json = { id: made.id, secret: made.secret, createdAt: iso(made.createdAt as never) }
  return { json, text: `Secret ${json.id} of ${id}, shown this once:\n${json.secret}` }
}

export const appVerbs: Readonly<Record<string, Verb>> = { ...documentVerbs(noun), 'add-secret': adding }
