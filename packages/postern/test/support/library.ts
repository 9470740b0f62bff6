/** The library as its users mount it: options, the public door, a clock of the machine's, and an inbox of ours. */
import { type Postern, type PosternOptions, postern } from '../../src/index.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { freshStore } from './stores.ts'

export interface Library<Auth> {
  readonly auth: Auth
  readonly mail: Recorder
  readonly faults: readonly unknown[]
  readonly recoveries: readonly unknown[]
}

const open: (() => Promise<void>)[] = []

type Settings = Partial<PosternOptions> & { readonly deliver?: NonNullable<PosternOptions['mail']['deliver']> }

export async function mountLibrary(settings: Settings = {}): Promise<Library<Postern>> {
  const mail = createRecorder()
  const { source, release } = await freshStore()
  const faults: unknown[] = []
  const recoveries: unknown[] = []
  const { deliver, ...rest } = settings
  const auth = postern({
    baseUrl: 'https://app.example.com',
    secret: 'a secret for tests, of thirty-two bytes and more',
    store: source,
    mail: { from: 'Acme <no-reply@acme.example>', ...(deliver ? { deliver } : { transport: mail }) },
    onFault: (fault, { over }) => void (over ? recoveries : faults).push(fault),
    ...rest,
  })
  open.push(async () => {
    await auth.close()
    await release()
  })
  return { auth, mail, faults, recoveries }
}

export async function closeLibraries(): Promise<void> {
  for (const close of open.splice(0)) await close()
}
