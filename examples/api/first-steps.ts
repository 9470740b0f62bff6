import { ApiProblem, createClient } from '@postern/server/client'

const { POSTERN_URL = 'http://localhost:4000', POSTERN_KEY = '' } = process.env
const postern = createClient({ url: POSTERN_URL, key: POSTERN_KEY })

const harbour = await postern.tenants.create({ id: 'harbour', name: 'Harbour' })
await postern.applications.create({ id: 'ferry', name: 'Ferry' }, { tenant: harbour.id })

// One page where it is awaited, all of it where it is iterated.
for await (const { id, name } of postern.tenants.list()) console.log(`${id}: ${name}`)

// The version that was seen is the one that is changed, or nothing is.
await postern.tenants.change(harbour.id, { name: 'Old Harbour' }, { ifMatch: harbour.version })
try {
  await postern.tenants.change(harbour.id, { name: 'New Harbour' }, { ifMatch: harbour.version })
} catch (fault) {
  if (!(fault instanceof ApiProblem)) throw fault
  console.log(`${fault.status} ${fault.code}`)
}
