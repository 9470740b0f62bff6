/** `postern tenant …` */
import type { Id } from 'postern/kit'
import { Refusal } from '../../config/refusal.ts'
import { createResolveTxt } from '../../directory/resolve-txt.ts'
import { proveHost } from '../../resources/prove-host.ts'
import { tenants } from '../../resources/tenant.ts'
import { documentVerbs, unknown } from './documents.ts'
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
      throw new Refusal([`${id} asks for no host: postern tenant change ${id} --set pendingHost=sign-in.example.com`])
    case 'taken':
      throw new Refusal(['Another tenant has that host.'])
    case 'own':
      throw new Refusal(['That is the installation’s own host: no tenant gets it.'])
    case 'stale':
      throw new Refusal([`Somebody else is changing ${id} at this moment: try again.`])
  }
}

export const tenantVerbs: Readonly<Record<string, Verb>> = {
  ...documentVerbs({
    resource: tenants,
    one: 'tenant',
    row: ({ name, status, host }) => ({ name, status, host }),
  }),
  'prove-host': proving,
}
