/** Whether the base URL leads here, as seen from this machine. */
import { type Finding, ok, warn } from './finding.ts'

export async function reach(baseUrl: string | undefined, ask: typeof fetch = fetch): Promise<readonly Finding[]> {
  if (baseUrl === undefined) return []
  const { origin } = new URL(baseUrl)
  const url = `${origin}/health/live`
  try {
    const answer = await ask(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) })
    const said = answer.ok
      ? ((await answer.json().catch(() => undefined)) as { status?: unknown } | undefined)
      : undefined
    if (said?.status === 'live') return [ok('reach', `${url} answers`)]
    return [
      warn(
        'reach',
        `${url} answers ${answer.status}, and not as Postern does.`,
        'Does the proxy lead here, and pass every path?',
      ),
    ]
  } catch {
    return [
      warn(
        'reach',
        `${url} does not answer from here.`,
        'Fine before the first start; otherwise look at DNS, the proxy and its certificate.',
      ),
    ]
  }
}
