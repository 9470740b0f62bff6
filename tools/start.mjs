/** `npm start`: the server's own `dev` command, with whatever arguments follow `--`. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './bootstrap.mjs'

const command = join(root, 'packages', 'server', 'bin', 'postern.mjs')
process.argv = [process.execPath, command, 'dev', ...process.argv.slice(2)]
await import(pathToFileURL(command).href)
