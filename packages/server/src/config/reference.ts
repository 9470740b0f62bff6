/** `docs/reference/configuration.md`, written from the table of settings so that the two cannot differ. */
import { table } from './schema.ts'

export function configurationReference(): string {
  const sections = table.map(([name, { env, flag, wants, means, byDefault, secret }]) =>
    [
      `### ${env ?? name}`,
      '',
      means,
      '',
      `- Wants: ${wants}.`,
      `- Default: ${byDefault}.`,
      `- In \`postern.config.ts\`: \`${name}\`${flag === undefined ? '' : `; as a flag: \`${flag}\``}.`,
      ...(secret ? ['- Its value is never printed.'] : []),
      '',
    ].join('\n'),
  )
  return `${head}\n${sections.join('\n')}`
}

const head = `<!-- Made from packages/server/src/config/schema.ts by packages/server/tools/write-reference.mjs. -->
# Configuration of the server

Settings come from flags, the environment and a configuration file. Where two name the same setting, the flag wins over the environment, and the environment over the file. A wrong or unknown setting is refused at the start, by its name. An empty variable counts as unset. Lists are separated by commas or spaces; what is on or off is written \`on\` or \`off\`.

\`postern start\` needs \`POSTERN_BASE_URL\`, \`POSTERN_SECRET\`, \`DATABASE_URL\`, \`SMTP_URL\` and \`MAIL_FROM\`. \`postern migrate\` needs \`DATABASE_URL\`, and \`postern dev\` needs nothing.

The file is \`postern.config.ts\` (or .mts, .js, .mjs) in the folder where the command runs, or the one that \`--config\` names. Node strips its types and runs it as it is.

\`\`\`ts
import { defineConfig } from '@postern/server'

export default defineConfig({
  baseUrl: 'https://sign-in.example.com',
  name: 'Acme',
  signUp: { domains: ['acme.example'] },
  redirects: ['https://app.acme.example/welcome'],
})
\`\`\`

## Settings
`
