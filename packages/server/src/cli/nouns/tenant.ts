/** `postern tenant …` */
import type { Id } from 'postern/kit'
import { Refusal } from '../../config/refusal.ts'
import { createResolveTxt } from '../../directory/resolve-txt.ts'
import { eraseTenant } from '../../resources/erase-tenant.ts'
import { proveHost } from '../../resources/prove-host.ts'
import { system } from '../../resources/resource.ts'
import { findShelved, history, restore } from '../../resources/shelf.ts'
import { type TenantDocument, tenants } from '../../resources/tenant.ts'
import { confirm } from '../confirm.ts'
import { count, progressBar } from '../progress-bar.ts'
import { type DocumentNoun, documentVerbs, settled, unknown } from './documents.ts'
import { first, type Verb } from './verb.ts'

const proving: Verb = async (office, given) => {
  const id = first(given)
  if (!(await office.directory.tenant(id as Id<'tenant'>))) throw unknown('tenant', id)
  const { baseUrl } = await office.scope({})
  const outcome = await proveHost({ desk: office.desk, resolveTxt: createResolveTxt(), baseUrl }, id as Id<'tenant'>)
  switch (outcome.kind) {
    case 'proved':
      return { json: { id, host: outcome.host }, text: `${outcome.host} is the host of ${id} now.` }
    case 'unproved': {
      const { name, value } = outcome.record
      const text = `Not proved yet. Whoever runs the DNS of that host adds this record, and the command is given again:\n  ${name}  TXT  ${value}`
      return { json: { id, proved: false, record: outcome.record }, text, failed: true }
    }
    case 'unknown':
      throw new Refusal(
        [`${id} asks for no host: postern tenant change ${id} --set pendingHost=sign-in.example.com`],
        'refused',
      )
    case 'taken':
      throw new Refusal(['Another tenant has that host.'], 'exists')
    case 'own':
      throw new Refusal(['That is the installation’s own host: no tenant gets it.'], 'refused')
    case 'refused':
      return settled(noun, id, outcome.outcome)
  }
}

const restoring: Verb = async (office, given) => {
  const id = first(given)
  const where = { desk: office.desk, resource: tenants, tenant: system }
  const [last] = await history(where, id, { limit: 1 })
  if (!last) throw unknown('tenant', id)
  if (await findShelved(where, id)) throw new Refusal([`The tenant ${id} is there.`], 'exists')
  return settled(noun, id, await restore(where, { id, version: last.version, keeps: ['host'] }))
}

const erasing: Verb = async (office, given) => {
  const id = first(given)
  await confirm(`This takes away for good what ${id} has: people, sessions, mails and its trail.`, given.values)
  const bar = progressBar(process.stderr)
  const onProgress = (removed: number): void => bar.tick('rows removed', removed)
  const outcome = await eraseTenant(office.desk, id, { onProgress }).finally(() => bar.end())
  switch (outcome.kind) {
    case 'unknown':
      throw unknown('tenant', id)
    case 'present':
      throw new Refusal([`The tenant ${id} is still there: postern tenant remove ${id}`], 'in-use')
    case 'done':
    case 'more':
      return { json: { id, removed: outcome.removed }, text: `${count(outcome.removed)} rows of ${id} are gone.` }
  }
}

const noun: DocumentNoun<TenantDocument> = {
  resource: tenants,
  one: 'tenant',
  row: ({ name, status, host }) => ({ name, status, host }),
}

export const tenantVerbs: Readonly<Record<string, Verb>> = {
  ...documentVerbs(noun),
  'prove-host': proving,
  restore: restoring,
  erase: erasing,
}
