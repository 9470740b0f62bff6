import { afterEach, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { createProgram } from './program.ts'
import { letRobotWalk } from './robot.ts'
import { closeWorlds, createWorld } from './world.ts'
import { createDatabase } from './database.ts'
afterEach(closeWorlds)
test('x', async () => {
  const db = createDatabase()
  const w = await createWorld({store: db.source})
  const b = openBrowser(w)
  const r = await b.signIn('ada@example.com')
  console.log(r.status, r.text, r.cookies, await b.who())
  const p = createProgram(w)
  const m = await p.request('bob@example.com')
  console.log(m.code, m.token, m.cancel, m.mark, m.handle, m.rendered.text)
  const walk = await letRobotWalk(w, m.link)
  console.log(walk.seen.map(s => [s.pressed, s.reply.status, s.reply.location, s.reply.text.match(/<h1[^>]*>(.*?)<\/h1>/s)?.[1]]))
  console.log((await p.post('/magic-link/verify', {token: m.token})).text)
  console.log(db.counts(), db.rows().length)
  db.remove()
})
