import type { PrivacyReport, privacy } from '../../../native-bridge/contract/index.ts';
import { privacyTypes } from '../../../native-bridge/features/privacy/index.ts';
import type { Answers } from './answers.ts';

const REPORT: PrivacyReport = {
  columns: ['text', 'sender'],
  rowsSeen: 6046,
  rowsFound: 3120,
  rowsNotLookedAt: 12,
  counts: [
    { type: 'url', column: 'text', values: 10_285, rows: 4312 },
    { type: 'email', column: 'text', values: 6170, rows: 3092 },
    { type: 'email', column: 'sender', values: 5888, rows: 5888 },
    { type: 'mobile', column: 'text', values: 4, rows: 4 },
  ],
  inside: [{ type: 'phone-international', column: 'text', values: 3, rows: 2 }],
  samples: [
    {
      type: 'mobile',
      row: 12,
      column: 'text',
      start: 40,
      before: '尊敬的客户，本公司代开发票，请联系 李经理，手机：',
      after: '，邮箱 l***@mail.com',
      becomes: { mask: '139****5678', hash: '[mobile:5f2c0b7a91d3e884]', fake: '12804417736' },
    },
    {
      type: 'email',
      row: 3,
      column: 'text',
      start: 18,
      before: 'To be removed write to ',
      after: ' with the word REMOVE <b>',
      becomes: { mask: 'r***@offers.biz', hash: '[email:0a44e1b2c5d6f790]', fake: 'user-cflekczuhi@example.com' },
    },
  ],
  seconds: 1.2,
};

export const privacyAnswers: Answers<typeof privacy> = {
  types: privacyTypes,
  scan: (_, emit, end) => {
    emit({ kind: 'finished', answer: REPORT });
    end();
    return () => {};
  },
  mask: (_, emit, end) => {
    const replaced = [{ type: 'email', values: 6170 }];
    emit({
      kind: 'finished',
      answer: {
        rowsSeen: 6046,
        rowsNotLookedAt: 12,
        changedRows: 3092,
        droppedRows: 0,
        replaced,
        changeId: 3,
        seconds: 2.1,
      },
    });
    end();
    return () => {};
  },
  names: () => ({ rows: 6046, rowsNotLookedAt: 12, names: 20_311 }),
  namesJobs: () => [],
  findNames: (_, emit, end) => {
    emit({ kind: 'finished', answer: { jobId: null, rows: 0 } });
    end();
    return () => {};
  },
  reveal: () => ({ value: '13912345678' }),
};
