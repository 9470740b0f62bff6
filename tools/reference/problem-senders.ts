/**
 * Who answers with a problem: routes below the base path, and calls of the library by their name. A code that the product
 * knows and this table does not fails the test of the reference.
 */
export const problemSenders: Readonly<Record<string, string>> = {
  'body-invalid':
    'every route that takes a body: one flat JSON object or a form, with each name once; below `/api/v1` any JSON, 32 levels deep at most; nowhere NUL or half a surrogate pair',
  'email-invalid': 'every route that takes an `email`',
  'redirect-refused': '`POST /magic-link`, `GET /sign-in`',
  unauthenticated:
    '`GET /me`, `GET /session` and every route that wants a session; `/metrics` and notices of mail services without the right secret or signature',
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
    '`POST /magic-link/verify` and `confirm` from a browser that did not ask, or with `reason: signed-in-as-other`; `POST /magic-link` with `again`, `resend` and the accepting of an invitation where the address is to be typed',
  'not-approved': '`claim`',
  'too-large': 'every route that takes a body',
  'media-type-unsupported': 'every route that takes a body; below `/api/v1` it is `application/json` alone',
  'host-unknown':
    'the server for a host that is not its own: a proxy passes `Host` unchanged; the library with a base URL on loopback, and then `detail` names that URL',
  'peer-refused':
    'every route in development, which is an `http` base URL on loopback, where the peer or a forwarding header is not on loopback; `detail` says which, and what to do. A port that a container publishes, a tunnel and a phone in the same network are such; `postern dev --lan` and health checks are not',
  limited: '`POST /magic-link`, `resend`, `POST /code/verify`, `approve`; `Retry-After` says when',
  'proof-needed': '`POST /magic-link`, `resend`: repeat with `proof`',
  busy: 'every route; `Retry-After` says when. `detail` is “Whether this took effect is unknown: try again.” where the connection to the database was lost while it wrote, so that the repeat finds what was done or does it; else “This was not finished: try again.”',
  'keys-unreadable':
    'every route that signs an access token, where no secret of this process opens the key that signs; `Retry-After`. Told to `onFault`, to the log and by the part `keys` of `/health/ready`',
  'server-error': 'every route: the fault is told to `onFault` and to nobody else',
  'refresh-unknown': '`POST /refresh`',
  'refresh-expired': '`POST /refresh`',
  'refresh-reused': '`POST /refresh`: the token had a successor that was used; its family and session are gone',
  'address-reserved':
    'every way to finish a sign-in, after proof only: somebody gave the address up less than seven days ago',
  'address-taken':
    '`POST /account/addresses` for an address of one’s own; after proof, for one that got an owner meanwhile',
  'addresses-full':
    '`POST /account/addresses` with `mode: "additional"`; after proof, where others came in between: give one up first',
  'address-last': '`POST /account/addresses/remove`, `DELETE /account/addresses/:key` for the main address',
  'other-session':
    '`POST /magic-link/verify`, `confirm`, `POST /code/verify` for what only the session that asked completes',
  'step-up-needed': 'every change of an account whose session did not prove its mailbox within 10 minutes',
  'invitation-unknown': 'every route of an invitation; also the answer to a wrong secret',
  'invitation-expired': 'every route of an invitation, to who has its secret',
  'invitation-revoked': 'every route of an invitation, to who has its secret',
  'invitation-used': 'every route of an invitation, to who has its secret',
  'values-invalid':
    'every route, where a name of ours is in the query more than once, and every route below `/api/v1`; `errors` lists `path` and `why`',
  'key-unknown': 'every route below `/api/v1`: unknown, expired, revoked, or used from a network that it is not for',
  'operation-refused': 'every route below `/api/v1`; `detail` names the operation',
  exists: '`POST` below `/api/v1` with an id, an address or a host that is taken; of a user `what` is `id` or `email`',
  'in-use': '`DELETE /api/v1/applications/:id` for what its tenant names as `firstApplication`',
  'invitation-accepted': '`DELETE /api/v1/applications/:application/invitations/:id`, once it was accepted',
  'idempotency-conflict': '`POST` below `/api/v1` with an `Idempotency-Key` that came with other content before',
  'version-changed':
    'a change below `/api/v1` with an `If-Match` of an older version, without the quotes, or of what has no versions',
  'client-unknown': '`POST /apps/:applicationId/exchange` of a confidential application',
  'hand-off-unknown': '`POST /apps/:applicationId/exchange`',
  'sign-in-off': 'every route that begins or ends a sign-in',
}
