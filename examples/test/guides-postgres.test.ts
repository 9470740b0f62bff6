// What a guide says of PostgreSQL, on a database without tables.
import { expect, test } from 'vitest'
import { ask } from '../../tools/postgres-admin.ts'
import { freshDatabase } from '../../tools/postgres-database.ts'
import { walkGuide } from './guide.ts'

test('docs/guides/from-fastauth.md goes on with PostgreSQL: tables make themselves, a link outlives its process', async () => {
  const { url, drop } = await freshDatabase()
  await walkGuide('docs/guides/from-fastauth.md', {
    has: ['postgres'],
    replace: { 'postgres://localhost/acme': url },
  })
  expect(await ask(url, 'SELECT address FROM postern_addresses')).toEqual([{ address: 'carol@example.com' }])
  await drop()
})
