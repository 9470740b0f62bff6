/** The limit program on SQLite: prepared statements, and one durable commit for all work of one turn of the event loop. */
import { folder } from '../servers/folder.ts'
import { groupCommit } from './group-commit.ts'
import { serve } from './http.ts'
import { rows } from './rows.ts'
import { openDatabase } from './schema.ts'

const database = openDatabase(folder())
const table = rows(database)
const submit = groupCommit(database)

serve({
  ask: (input, done) => submit(() => table.ask(input), done),
  settle: (input) =>
    submit(
      () => table.settle(input),
      () => {},
    ),
  redeem: (input, done) => submit(() => table.redeem(input), done),
  check: (session, now, done) => done(table.check(session, now)),
  close: () => database.close(),
})
