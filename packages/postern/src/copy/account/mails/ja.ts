import type { AccountMailsCopy } from './en.ts'

export const ja: AccountMailsCopy = {
  keepIt: 'このメールは転送しないでください。リンクとコードはご本人専用です。',
  didNotAsk: '心当たりがありませんか？',
  stopsIt: '心当たりがない場合は、このリンクで止められます：',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} は ${application} の本人確認コードです`,
      heading: '本人確認コード',
      textHeading: (application) => `${application} の本人確認コード：`,
      what: 'アカウントの内容を変更しようとしています。これでご本人であることを確認します。',
      button: '本人であることを確認する',
    },
    'change-address': {
      subject: (code, application) => `${code} は ${application} のアドレス確認コードです`,
      heading: 'このアドレスの確認',
      textHeading: (application) => `${application} でこのアドレスを確認するためのコード：`,
      what: (account, application) =>
        `${application} のアカウント ${account} が、このアドレスを使おうとしています。ご自分のアカウントでなければ、このメールはそのままにしてください。何も起こりません。`,
      button: 'このアドレスを確認する',
    },
    delete: {
      subject: (code, application) => `${code} は ${application} のアカウント削除コードです`,
      heading: 'アカウント削除のコード',
      textHeading: (application) => `${application} のアカウントを削除するためのコード：`,
      what: '削除の前にもう一度確認します。その後はすべてがただちに消え、元には戻せません。',
      button: 'アカウントを削除する',
    },
  },
  addressTaken: {
    subject: (application) => `${application} のアドレスは変わっていません`,
    heading: 'アドレスは変わっていません',
    what: '別のアカウントにサインインしている人が、このアドレスを追加しようとしました。あなたのアカウントのアドレスなので、何も変更されていません。',
  },
  addressChanged: {
    changed: {
      subject: (application) => `${application} のアドレスが変更されました`,
      heading: 'アドレスが変更されました',
      what: (day) => `今後は新しいアドレスでサインインします。このアドレスは${day}まで確保されています。`,
    },
    added: {
      subject: (application) => `${application} のアカウントにアドレスが追加されました`,
      heading: 'アドレスが追加されました',
      what: (_day) => '今後はこのアドレスと同じように、そのアドレスでもサインインできます。',
    },
    removed: {
      subject: (application) => `${application} のアカウントからアドレスが削除されました`,
      heading: 'このアドレスは削除されました',
      what: (day) => `このアドレスではもうサインインできません。${day}まで確保されています。`,
    },
    primary: {
      subject: (application) => `${application} の主なアドレスが変わりました`,
      heading: '主なアドレスが変わりました',
      what: (_day) => '今後のお知らせはそちらに届きます。このアドレスでも引き続きサインインできます。',
    },
    gone: {
      subject: (application) => `${application} のアカウントからアドレスが削除されました`,
      heading: 'アドレスが削除されました',
      what: 'そのアドレスではもうアカウントにサインインできません。このアドレスでは引き続きサインインできます。',
    },
    restored: {
      subject: (application) => `${application} のアドレスが元に戻りました`,
      heading: 'アドレスの変更が取り消されました',
      what: 'アカウントのアドレスは変更前に戻り、すべてのブラウザがサインアウトされました。',
    },
    before: '以前',
    now: '現在',
    labelAdded: '追加',
    labelRemoved: '削除',
    undo: '変更を取り消す',
    undoLink: '心当たりがない場合は、このリンクで取り消せます：',
    undoNote:
      '取り消すとアドレスは元に戻り、すべてのブラウザがサインアウトされます。その後、もう一度サインインしてください。',
  },
  deleted: {
    subject: (application) => `${application} のアカウントは削除されました`,
    heading: 'アカウントは削除されました',
    what: 'あなたに関する情報はもう残っていません。このアドレスで再びサインインすると、新しいアカウントになります。',
  },
}
