/** Roles are kept as a list of words. */
const word = /^[A-Za-z0-9][A-Za-z0-9:._-]{0,63}$/

export const mustBeRoles = 'must be words of letters, digits and : . _ -, 64 characters at most'

export const isRole = (text: unknown): text is string => typeof text === 'string' && word.test(text)
