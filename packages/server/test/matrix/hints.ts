/** Words that schemas take and do not tell. */
export const hints: Readonly<Record<string, string>> = {
  operations: 'users.read',
  url: 'https://hooks.example.com/x',
}
