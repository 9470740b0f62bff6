/**
 * Who answers with a problem: routes below the base path, and calls of the library by their name. A code that the product
 * knows and this table does not fails the test of the reference.
 */
export const problemSenders: Readonly<Record<string, string>> = {
  'body-invalid': 'every route that takes a body',
  'email-invalid': 'every route that takes an `email`',
  'redirect-refused': '`POST /magic-link`, `GET /sign-in`',
  unauthenticated: '`GET /me`, `GET /session` and every route that wants a session',
  'link-unknown': 'every route that takes a mail’s `token`; also the answer to a wrong secret for a real attempt',
  'link-expired': '`POST /magic-link/verify`, `confirm`, `approve`, `claim`, `POST /code/verify`',
  'link-used': '`POST /magic-link/verify`, `confirm`, `approve`, `claim`, `POST /code/verify`',
  'link-superseded': '`POST /magic-link/verify`, `confirm`, `open`, `approve`',
  'code-wrong': '`POST /code/verify`',
  'codes-shut': '`POST /code/verify`',
  'number-wrong': '`approve`',
  'approval-shut': '`approve`',
  'attempt-unknown': '`POST /code/verify`, `claim`, `resend`, `GET /attempts/:id`: whoever asks is not the asker',
  'attempt-ended': 'every route of an attempt that was stopped, or asked anew',
  'origin-refused': 'every route that changes something; `detail` says which header or option is missing',
  'sign-up-closed': 'every way to finish a sign-in, after proof only',
  'user-banned': 'every way to finish a sign-in, after proof only; `POST /refresh`',
  'user-locked': 'every way to finish a sign-in, after proof only; `POST /refresh`',
  vetoed: 'every way to finish a sign-in: a `before` hook of yours refused, `detail` is its reason',
  'not-found': 'an address that is none of ours, or an id that is nobody’s',
  'method-not-allowed': 'an address that knows other methods: `Allow` has the list',
  'confirm-needed':
    '`POST /magic-link/verify` and `confirm` from a browser that did not ask, or with `reason: signed-in-as-other`',
  'not-approved': '`claim`',
  'too-large': 'every route that takes a body',
  'media-type-unsupported': 'every route that takes a body',
  'host-unknown': 'the server for a host that is not its own; the library with a base URL on loopback',
  limited: '`POST /magic-link`, `resend`, `POST /code/verify`, `approve`; `Retry-After` says when',
  'proof-needed': '`POST /magic-link`, `resend`: repeat with `proof`',
  busy: 'every route; `Retry-After` says when',
  'server-error': 'every route: the fault is told to `onFault` and to nobody else',
  'refresh-unknown': '`POST /refresh`',
  'refresh-expired': '`POST /refresh`',
  'refresh-reused': '`POST /refresh`: the token had a successor that was used; its family and session are gone',
  'address-reserved':
    'every way to finish a sign-in, after proof only: somebody gave the address up less than seven days ago',
  'address-taken':
    '`POST /account/addresses` for an address of one’s own; after proof, for one that got an owner meanwhile',
  'address-last': '`POST /account/addresses/remove`, `DELETE /account/addresses/:key` for the main address',
  'other-session':
    '`POST /magic-link/verify`, `confirm`, `POST /code/verify` for what only the session that asked completes',
  'step-up-needed': 'every change of an account whose session did not prove its mailbox within 10 minutes',
  'invitation-unknown': 'every route of an invitation; also the answer to a wrong secret',
  'invitation-expired': 'every route of an invitation, to who has its secret',
  'invitation-revoked': 'every route of an invitation, to who has its secret',
  'invitation-used': 'every route of an invitation, to who has its secret',
}
