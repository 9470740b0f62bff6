/** The server with FusionAuth's contract: a key that starts sign-ins, and people who are there already. */
import { createServer } from 'node:http'
import { nodeListener } from 'postern/kit'
import { makeKey, makePeople } from './found-people.ts'
import { peopleThere } from './fusionauth-key.ts'
import { host } from './host.ts'
import { startParts } from './server-parts.ts'

const mail = { from: 'Bench <bench@example.com>', deliver() {} }
const parts = await startParts({ mail }, { tenantPaths: false })
await makeKey(parts)
await makePeople(parts, peopleThere)
host(createServer(nodeListener(() => parts.runtime.app)), () => parts.runtime.close())
