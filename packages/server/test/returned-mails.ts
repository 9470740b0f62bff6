/** Mails as mail systems write them about a mail of ours: delivery status notifications, and a reader's complaint. */

export interface Returning {
  /** The row that the mail was sent for. */
  readonly message: string
  readonly to?: string
  readonly action?: string
  readonly status?: string
  /** Whom the mail was for in the end. */
  readonly final?: string
  readonly original?: string
  readonly envelope?: string
  readonly messageId?: string
}

interface Report {
  readonly head: string
  readonly type: 'delivery-status' | 'feedback-report'
  readonly boundary: string
  readonly parts: readonly string[]
}

/** With the headers of the mail alone, and the envelope's id where one was given. */
export function postfix({
  message,
  to = 'anna@example.com',
  action = 'failed',
  status = '5.1.1',
  final = to,
  original = to,
  envelope,
  messageId = '20261122120003.4T1kX22pQzz9rxN@mx.acme.example',
}: Returning): string {
  return written({
    head: `Return-Path: <>
Received: by mx.acme.example (Postfix)
\tid 4T1kX22pQzz9rxN; Sun, 22 Nov 2026 12:00:03 +0000 (UTC)
Date: Sun, 22 Nov 2026 12:00:03 +0000 (UTC)
From: MAILER-DAEMON@mx.acme.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@acme.example
Auto-Submitted: auto-replied
Message-Id: <${messageId}>`,
    type: 'delivery-status',
    boundary: '4T1kX12h3Vz9rxM.1795348803/mx.acme.example',
    parts: [
      `Content-Description: Notification
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

This is the mail system at host mx.acme.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.`,
      `Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.acme.example${envelope === undefined ? '' : `\nOriginal-Envelope-Id: ${envelope}`}
X-Postfix-Queue-ID: 4T1kX12h3Vz9rxM
X-Postfix-Sender: rfc822; bounces@acme.example
Arrival-Date: Sun, 22 Nov 2026 12:00:01 +0000 (UTC)

Final-Recipient: rfc822; ${final}
Original-Recipient: rfc822;${original}
Action: ${action}
Status: ${status}
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; ${status.startsWith('5') ? 550 : 450} ${status} <${final}>: Recipient address
    rejected: as it is`,
      `Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

${head(message, to)}`,
    ],
  })
}

/** With the whole mail, an answer in HTML, and no other id than the mail's own. */
export function exchange({ message, to = 'anna@example.com', status = '5.1.10' }: Returning): string {
  return written({
    head: `From: <postmaster@example.com>
To: <bounces@acme.example>
Date: Sun, 22 Nov 2026 12:00:05 +0000
Content-Language: en-GB
Message-ID: <1f0b7c52-0f0e-4d0a-9c55-000000000001@DB9PR01MB0001.example.com>
In-Reply-To: <${message}@acme.example>
Subject: Undeliverable: 482 931 is your code
X-MS-Exchange-Message-Is-Ndr:`,
    type: 'delivery-status',
    boundary: 'd4c9c5a1-6a3f-4f10-a3d9-000000000002',
    parts: [
      `Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="inner-000000000003"

--inner-000000000003
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Die Nachricht konnte nicht zugestellt werden. =DCberpr=FCfen Sie die Adresse.

--inner-000000000003
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: base64

PGh0bWw+PGJvZHk+WW91ciBtZXNzYWdlIGNvdWxkbid0IGJlIGRlbGl2ZXJlZC48L2JvZHk+PC9odG1sPg==

--inner-000000000003--`,
      `Content-Type: message/delivery-status

Reporting-MTA: dns;DB9PR01MB0001.example.com
Received-From-MTA: dns;mx.acme.example
Arrival-Date: Sun, 22 Nov 2026 12:00:04 +0000

Final-Recipient: rfc822;${to}
Action: failed
Status: ${status}
Diagnostic-Code: smtp;550 ${status} RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup`,
      `Content-Type: message/rfc822

${mail(message, to)}`,
    ],
  })
}

/** Groups of fields that are folded, an icon beside the answer, and no word of whom the sender named. */
export function gmail({ message, to = 'anna@example.com', status = '5.1.1' }: Returning): string {
  return written({
    head: `Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@mail.example.net>
To: bounces@acme.example
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <${message}@acme.example>
Message-ID: <6560a1b2.050a0220.c0de0.0001.GMR@mail.example.net>
Date: Sun, 22 Nov 2026 04:00:06 -0800 (PST)`,
    type: 'delivery-status',
    boundary: '000000000000c0ffee060aa1b2c3',
    parts: [
      `Content-Type: multipart/related; boundary="000000000000c0ffef060aa1b2c4"

--000000000000c0ffef060aa1b2c4
Content-Type: text/plain; charset="UTF-8"

** Address not found **

--000000000000c0ffef060aa1b2c4
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=
--000000000000c0ffef060aa1b2c4--`,
      `Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net
Received-From-MTA: dns; bounces@acme.example
Arrival-Date: Sun, 22 Nov 2026 04:00:05 -0800 (PST)
X-Original-Message-ID: <${message}@acme.example>

Final-Recipient: rfc822; ${to}
Action: failed
Status: ${status}
Remote-MTA: dns; mx.example.com. (192.0.2.25, the server for the domain
 example.com.)
Diagnostic-Code: smtp; 550-${status} The email account that you tried to reach does not exist.
 550-${status} Please try double-checking the recipient's email address.
Last-Attempt-Date: Sun, 22 Nov 2026 04:00:06 -0800 (PST)`,
      `Content-Type: message/rfc822

${mail(message, to)}`,
    ],
  })
}

/** Which says `5.0.0` of everything. */
export function exim({ message, to = 'anna@example.com', status = '5.1.1' }: Returning): string {
  return written({
    head: `Return-path: <>
From: Mail Delivery System <Mailer-Daemon@mx.acme.example>
To: bounces@acme.example
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1tEabc-000000001Xy-0a1B@mx.acme.example>
Date: Sun, 22 Nov 2026 12:00:03 +0000`,
    type: 'delivery-status',
    boundary: '1795348803-eximdsn-1804289383',
    parts: [
      `Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.`,
      `Content-type: message/delivery-status

Reporting-MTA: dns; mx.acme.example

Action: failed
Final-Recipient: rfc822;${to}
Status: 5.0.0
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 550 ${status}: User unknown`,
      `Content-type: text/rfc822-headers

${head(message, to)}`,
    ],
  })
}

/** The addresses of the one who complains are struck out, as most do. */
export function complaint({ message }: Returning, type = 'abuse'): string {
  return written({
    head: `From: <feedback@mail.example.net>
To: <bounces@acme.example>
Date: Sun, 22 Nov 2026 12:10:00 +0000
Subject: FW: 482 931 is your code
Message-ID: <433689.81121.example@mta.mail.example.net>`,
    type: 'feedback-report',
    boundary: 'part1_13d.2e68ed54_boundary',
    parts: [
      `Content-Type: text/plain; charset="US-ASCII"
Content-Transfer-Encoding: 7bit

This is an email abuse report for an email message received from IP 192.0.2.1.`,
      `Content-Type: message/feedback-report

Feedback-Type: ${type}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <bounces@acme.example>
Original-Rcpt-To: <redacted@mail.example.net>
Source-IP: 192.0.2.1`,
      `Content-Type: message/rfc822
Content-Disposition: inline

${mail(message, 'redacted@mail.example.net')}`,
    ],
  })
}

function written({ head: top, type, boundary, parts }: Report): string {
  const bodies = parts.map((part) => `--${boundary}\n${part}\n`)
  return `${top}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=${type};
\tboundary="${boundary}"

This is a MIME-encapsulated message.

${bodies.join('\n')}
--${boundary}--
`.replaceAll('\n', '\r\n')
}

const head = (message: string, to: string): string => `Return-Path: <bounces@acme.example>
Received: from sign-in.example.com by mx.acme.example (Postfix) with ESMTPSA
\tid 4T1kX12h3Vz9rxM; Sun, 22 Nov 2026 12:00:01 +0000 (UTC)
Auto-Submitted: auto-generated
From: Acme <no-reply@acme.example>
To: ${to}
Subject: 482 931 is your code
Message-ID:
 <${message}@acme.example>
Date: Sun, 22 Nov 2026 12:00:00 +0000
Content-Type: multipart/alternative; boundary="--_NmP-0001-Part_1"
MIME-Version: 1.0`

const mail = (message: string, to: string): string => `${head(message, to)}

----_NmP-0001-Part_1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

482 931
----_NmP-0001-Part_1--`
