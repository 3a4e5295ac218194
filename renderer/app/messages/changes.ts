import { CHANGE_TITLES, type ChangeName } from '../../../native-bridge/contract/index.ts';
import type { Message } from './message.ts';

/** The Chinese of every change of rows; the English stands in the contract, since it is kept with the change. */
const ZH: Readonly<Record<ChangeName, string>> = {
  editRow: '编辑第 {row} 行的 {columns}',
  star: '设置第 {row} 行的星标',
  tags: '设置第 {row} 行的标签',
  note: '设置第 {row} 行的备注',
  marks: '设置第 {row} 行的星标、标签与备注',
  setRoles: '设置 {columns} 的作用',
  addRow: '添加一行',
  duplicateRow: '复制第 {row} 行',
  removeRow: '移除第 {row} 行',
  removeRows: '移除 {count} 行',
  setCells: '设置 {count} 行的 {column}',
  replaceText: '在 {count} 行的 {column} 中替换 {find}',
  starRows: '为 {count} 行加星标',
  unstarRows: '取消 {count} 行的星标',
  tagRows: '为 {count} 行添加标签 {tag}',
  untagRows: '移除 {count} 行的标签 {tag}',
  toTrain: '将 {count} 行移到训练',
  toValidation: '将 {count} 行移到验证',
  toTest: '将 {count} 行移到测试',
  toNoSplit: '将 {count} 行移出划分',
  clean: '清洗：移除 {removed} 行，更改 {changed} 行',
  keepFirst: '移除近似重复，保留首行',
  keepLongest: '移除近似重复，保留最长文本',
  keepNewest: '移除近似重复，保留最新行',
  keepLabelled: '移除近似重复，保留有标签的行',
  privacyMask: '隐私：遮盖 {types}',
  privacyHash: '隐私：以哈希替换 {types}',
  privacyFake: '隐私：以虚构值替换 {types}',
  privacyDrop: '隐私：移除含 {types} 的行',
  privacySeveral: '隐私：{types}',
  splitRandom: '划分 {train} / {validation} / {test}（随机）',
  splitStratified: '划分 {train} / {validation} / {test}（分层）',
  splitGroup: '划分 {train} / {validation} / {test}（按分组）',
  splitTime: '划分 {train} / {validation} / {test}（按时间）',
  splitColumn: '划分 {train} / {validation} / {test}（按列）',
  mendLeaks: '修复泄漏：移动 {moved} 行，移出 {takenOut} 行',
  restore: '恢复 {version}',
};

const names = Object.keys(CHANGE_TITLES) as ChangeName[];

/** What changes of rows are called. */
export const changes = Object.fromEntries(
  names.map(name => [name, { en: CHANGE_TITLES[name], zh: ZH[name] }]),
) as Readonly<Record<ChangeName, Message>>;
