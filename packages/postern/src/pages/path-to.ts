import type { PageContext } from './views.ts'

/** A page or form of this application, where nothing in its path names one. */
export const pathTo = ({ base, query = '' }: Pick<PageContext, 'base' | 'query'>, path: string): string =>
  `${base}${path}${query}`
