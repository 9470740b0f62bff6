/** `postern init`: a configuration and a `.env` with a secret of its own, where there is none yet. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { configNames } from '../config/config-file.ts'
import { mailFromFault } from '../config/library-rule.ts'
import { Refusal } from '../config/refusal.ts'
import type { CommandOrder } from './arguments.ts'
import type { Said } from './said.ts'

const env = '.env'

export async function init({ values }: CommandOrder): Promise<Said> {
  const folder = process.cwd()
  const present = [...configNames, env].filter((file) => existsSync(join(folder, file)))
  if (present.length > 0) {
    throw new Refusal(
      [
        `${present.join(' and ')} ${present.length > 1 ? 'are there already, and stay as they are.' : 'is there already, and stays as it is.'}`,
      ],
      'file-unusable',
    )
  }
  const answers = await ask(values['base-url'], values['mail-from'])
  check(answers)
  const config = configNameIn(folder)
  // For its owner alone: it holds the root of all keys.
  writeFileSync(join(folder, env), envText(), { flag: 'wx', mode: 0o600 })
  writeFileSync(join(folder, config), configText(answers), { flag: 'wx' })
  return { json: { written: [config, env], ...answers }, text: wordsOf(config) }
}

/** Below a package.json that says `commonjs`, as npm init writes it, Node takes a .ts file for no module. */
function configNameIn(folder: string): string {
  for (let at = folder, above = ''; at !== above; above = at, at = dirname(at)) {
    const file = join(at, 'package.json')
    if (!existsSync(file)) continue
    return /"type"\s*:\s*"commonjs"/.test(readFileSync(file, 'utf8')) ? 'postern.config.mts' : 'postern.config.ts'
  }
  return 'postern.config.ts'
}

interface Answers {
  readonly baseUrl: string
  readonly mailFrom: string
}

const usual: Answers = {
  baseUrl: 'https://sign-in.example.com',
  mailFrom: 'Example <no-reply@example.com>',
}

/** Without a terminal nobody is asked: what was not said is an example, to be changed in the file. */
async function ask(baseUrl: string | undefined, mailFrom: string | undefined): Promise<Answers> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    return { baseUrl: baseUrl ?? usual.baseUrl, mailFrom: mailFrom ?? usual.mailFrom }
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const question = async (words: string, byDefault: string) =>
    (await lines.question(`${words} [${byDefault}]: `)).trim() || byDefault
  try {
    return {
      baseUrl: baseUrl ?? (await question('Where will people reach it?', usual.baseUrl)),
      mailFrom: mailFrom ?? (await question('Who are its mails from?', usual.mailFrom)),
    }
  } finally {
    lines.close()
  }
}

function check({ baseUrl, mailFrom }: Answers): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  if (url?.protocol !== 'https:' || url.href !== `${url.origin}/`) {
    throw new Refusal([`--base-url wants an https origin such as ${usual.baseUrl}; it got ${JSON.stringify(baseUrl)}.`])
  }
  const why = mailFromFault(mailFrom)
  if (why !== undefined) throw new Refusal([`--mail-from ${why}; it got ${JSON.stringify(mailFrom)}.`])
}

function envText(): string {
  return `# Secrets of this installation. Not for a repository.
# The root of all keys: what the database keeps sealed opens with no other. Whoever has both can sign in as anybody.
POSTERN_SECRET=${randomBytes(32).toString('base64url')}
DATABASE_URL=sqlite:./postern.db
# SMTP_URL=smtp://user:password@mail.example.com:587
`
}

function configText({ baseUrl, mailFrom }: Answers): string {
  return `import { existsSync } from 'node:fs'
import type { Settings } from '@postern/server'

// What the environment says already goes before what the file says.
if (existsSync('.env')) process.loadEnvFile('.env')

export const config: Settings = {
  baseUrl: ${quoted(baseUrl)},
  mailFrom: ${quoted(mailFrom)},
  // How many proxies of yours every request passes; one ends TLS.
  trustedHops: 1,
  signUp: 'open',
  redirects: [],
}
`
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const wordsOf = (
  config: string,
): string => `Written: ${config}, and ${env} with a secret of its own. Keep ${env} out of the repository.
Next: name your mail server in ${env}, then postern doctor says what is left to do, and postern start serves it.`
