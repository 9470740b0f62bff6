/** The settings that mean the same in both commands, as the library's options. */
import type { PosternOptions } from 'postern/kit'
import type { Settings } from './settings.ts'

const passedOn = [
  ...(['signUp', 'explainClosed', 'logoUrl', 'theme', 'redirects', 'origins', 'approval', 'sameBrowserOnly'] as const),
  ...([
    'link',
    'liveSets',
    'code',
    'lifetimes',
    'locale',
    'timeZone',
    'limits',
    'name',
    'startUrl',
    'homeUrl',
  ] as const),
] satisfies readonly (keyof Settings & keyof PosternOptions)[]

export function sharedOptions(settings: Settings): Partial<PosternOptions> {
  return Object.fromEntries(passedOn.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])))
}
