/**
 * The house as data: which floor and room a source file of packages/postern stands in, and whether one file may import
 * another. Knows paths only, never a file's content.
 */

/** @typedef {{ floor: number, room: string }} Place */

const ROOF = 7

/** Folders below src, by floor. Adapters are split further: each technology is a room of its own. */
const floors = [
  ['domain'],
  ['ports', 'copy'],
  ['engine'],
  ['adapters', 'mails', 'pages'],
  ['http'],
  ['bindings', 'verify'],
  ['nouns'],
]

/** What is too large for one file of the roof. */
const roofFolders = ['testing']

/** What puts the rooms of the engine together. Other files of that folder lie below the rooms, with the rules. */
const engineTops = ['engine/engine.ts', 'engine/chores.ts', 'engine/webhook-chores.ts']

const engineRooms = ['sign-in', 'sessions', 'accounts', 'factors', 'outbox', 'events']

/** Rooms whose code is pure: no built-in module, no package, no clock, no randomness, no environment of its own. */
const pureRooms = ['domain', 'ports', 'copy', 'engine', 'mails', 'pages']

/**
 * @param {string} path below src, for instance `engine/sign-in/redeem.ts`
 * @returns {Place | undefined} undefined for a folder that has no floor
 */
export function placeOf(path) {
  const [folder = '', second = ''] = path.split('/')
  if (!path.includes('/') || roofFolders.includes(folder)) return { floor: ROOF, room: 'roof' }
  const floor = floors.findIndex((folders) => folders.includes(folder))
  if (floor === -1) return undefined
  if (folder === 'adapters') return { floor, room: `adapters/${second}` }
  if (folder === 'ports' && second === 'conformance') return { floor, room: 'ports/conformance' }
  if (folder === 'engine') return { floor, room: engineRoom(path, second) }
  return { floor, room: folder }
}

/**
 * @param {string} from below src
 * @param {string} to below src
 * @returns {string | undefined} the broken rule, in words
 */
export function wrongImport(from, to) {
  const here = placeOf(from)
  const there = placeOf(to)
  if (here === undefined || there === undefined) return 'this folder has no floor: name it in tools/floors.mjs'
  if (there.floor > here.floor) return `floor ${here.floor} (${here.room}) imports floor ${there.floor} (${there.room})`
  if (there.room === here.room) return undefined
  if (there.room === 'ports/conformance' && here.floor < ROOF) return 'conformance suites are for tests and the roof'
  if (there.floor < here.floor) return undefined
  return mayShareFloor(here.room, there.room) ? undefined : `${here.room} imports its sibling room ${there.room}`
}

/** @param {string} path below src @returns {boolean} */
export function isPure(path) {
  const [folder = ''] = path.split('/')
  return pureRooms.includes(folder) && !path.startsWith('ports/conformance/') && !path.startsWith('pages/assets/')
}

/** @param {string} path @param {string} second */
function engineRoom(path, second) {
  if (engineRooms.includes(second)) return `engine/${second}`
  return engineTops.includes(path) ? 'engine' : 'engine/rules'
}

/** @param {string} here @param {string} there */
function mayShareFloor(here, there) {
  if (here === 'engine') return true
  if (there === 'engine/rules') return true
  if (there === 'ports') return here === 'ports/conformance'
  return there === 'adapters/sql' && (here === 'adapters/sqlite' || here === 'adapters/postgres')
}
