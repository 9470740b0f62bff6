import type { AccountMailsCopy } from './en.ts'

export const ko: AccountMailsCopy = {
  keepIt: '이 이메일을 전달하지 마세요. 링크와 코드는 본인만 쓸 수 있어요.',
  didNotAsk: '요청한 적이 없나요?',
  stopsIt: '요청한 적이 없나요? 이 링크를 열면 중지돼요:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} 코드로 ${application}에 본인임을 확인하세요`,
      heading: '본인 확인 코드',
      textHeading: (application) => `${application} 본인 확인 코드:`,
      what: '계정에서 무언가를 바꾸려고 하시네요. 이 코드로 본인임을 확인해요.',
      button: '본인임을 확인하기',
    },
    'change-address': {
      subject: (code, application) => `${code} 코드로 ${application}에 쓸 주소를 확인하세요`,
      heading: '이 주소를 확인해 주세요',
      textHeading: (application) => `${application}에서 이 주소를 확인하는 코드:`,
      what: (account, application) =>
        `${application}의 ${account} 계정에서 이 주소를 사용하려고 해요. 내 계정이 아니라면 이 이메일을 그냥 두세요. 아무 일도 일어나지 않아요.`,
      button: '이 주소 확인하기',
    },
    delete: {
      subject: (code, application) => `${code} 코드로 ${application} 계정이 삭제돼요`,
      heading: '계정 삭제 코드',
      textHeading: (application) => `${application} 계정 삭제 코드:`,
      what: '삭제하기 전에 한 번 더 확인해요. 그다음에는 모든 것이 바로 사라지고 되돌릴 수 없어요.',
      button: '계정 삭제하기',
    },
  },
  addressTaken: {
    subject: (application) => `${application}에서 쓰는 주소는 그대로예요`,
    heading: '주소는 그대로예요',
    what: '다른 계정에 로그인한 누군가가 이 주소를 추가하려고 했어요. 회원님의 계정에 속한 주소라서 바뀐 것은 없어요.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `${application}에서 쓰는 주소가 바뀌었어요`,
      heading: '주소가 바뀌었어요',
      what: (day) => `이제 새 주소로 로그인해요. 이 주소는 ${day}까지 다른 사람이 쓸 수 없어요.`,
    },
    added: {
      subject: (application) => `${application} 계정에 주소가 추가되었어요`,
      heading: '주소가 추가되었어요',
      what: (_day) => '이제 이 주소처럼 새 주소로도 계정에 로그인할 수 있어요.',
    },
    removed: {
      subject: (application) => `${application} 계정에서 주소가 삭제되었어요`,
      heading: '이 주소가 삭제되었어요',
      what: (day) => `이 주소로는 더 로그인할 수 없어요. ${day}까지 다른 사람이 쓸 수 없어요.`,
    },
    primary: {
      subject: (application) => `${application}에서 쓰는 기본 주소가 바뀌었어요`,
      heading: '기본 주소가 바뀌었어요',
      what: (_day) => '이제 알림은 그 주소로 가요. 이 주소로도 계속 로그인할 수 있어요.',
    },
    gone: {
      subject: (application) => `${application} 계정에서 주소가 삭제되었어요`,
      heading: '주소가 삭제되었어요',
      what: '그 주소로는 더 로그인할 수 없어요. 이 주소로는 계속 로그인할 수 있어요.',
    },
    restored: {
      subject: (application) => `${application} 주소가 이전으로 돌아갔어요`,
      heading: '주소 변경을 되돌렸어요',
      what: '계정의 주소가 변경 전으로 돌아갔고, 모든 브라우저에서 로그아웃되었어요.',
    },
    before: '이전',
    now: '지금',
    labelAdded: '추가한 주소',
    labelRemoved: '삭제한 주소',
    undo: '변경 되돌리기',
    undoLink: '본인이 아닌가요? 이 링크를 열면 되돌릴 수 있어요:',
    undoNote: '되돌리면 주소가 이전으로 돌아가고 모든 브라우저에서 로그아웃돼요. 그다음 다시 로그인하세요.',
  },
  deleted: {
    subject: (application) => `${application} 계정이 삭제되었어요`,
    heading: '계정이 삭제되었어요',
    what: '이제 그곳에 남아 있는 정보는 없어요. 이 주소로 다시 로그인하면 새 계정이 만들어져요.',
  },
}
