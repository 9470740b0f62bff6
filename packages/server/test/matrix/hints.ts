/** Words that schemas take and do not tell. */
export const hints: Readonly<Record<string, string>> = {
  operations: 'users.read',
  events: '*',
  url: 'https://hooks.example.com/x',
  subject: '{{ code }}',
  html: '{{ code }} {{ link }}',
  text: '{{ code }} {{ link }}',
  // The head of a PNG of one pixel.
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ',
}
