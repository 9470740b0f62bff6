/** Which route a request is for, by its pattern: the path itself may hold what no log may. */
import type { Runtime } from 'postern/kit'

export function patternOf({ app }: Runtime, method: string, url: string): string {
  const path = url.split('?', 1)[0] ?? '/'
  const [found] = app.router.match(method === 'HEAD' ? 'GET' : method, path)
  return found[0]?.[0][1].path ?? '(none)'
}
