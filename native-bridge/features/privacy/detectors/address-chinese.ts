import type { Detector, Span } from '../detector.ts';

const HAN = '\\u4e00-\\u9fff';
/** What an address is found by: a house number, a block with its number, a village. */
const ANCHOR =
  /[0-9]{1,5}(?:[-之][0-9]{1,4})?(?:号(?!线|选手|文|令|码)|弄)|[0-9A-Z]{1,4}(?:栋|幢|号楼)|[镇乡][\u4e00-\u9fff]{1,6}村/g;
const ROAD =
  /(?:路|街|道|巷|弄|胡同|里|村|镇|乡|组|园|区|苑|城|庄|屯|坊)(?:[东南西北中一二三四五六七八九十]段|[东南西北]里|[0-9]{1,4}弄)?$/;
const ESTATE = /(?:小区|花园|公寓|家园|新村|苑|大厦|城|园|村|里|号|社区|中心|广场|府|庭|湾|弄)$/;
const PROVINCE =
  /(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)/;
/** Words that lead to an address and are no part of one. */
const LEADS =
  /(?:地址|住址|住在|位于|地点|寄到|寄往|送到|送至|搬到|来到|前往|请到|家住|现住|就在|门牌|收货|从|在|到|于|往|至|是|为|的|了|去|和|与|住|址|我|您|你|他|她)/g;
const ADMIN = /[省市区县旗州镇乡]/;
/** More of the same address after its anchor: estate, block, unit, floor, room. */
const TAIL = new RegExp(
  `(?:[${HAN}A-Za-z]{0,8}?[0-9A-Za-z一二三四五六七八九十甲乙丙]{1,5}(?:号楼|单元|栋|幢|座|楼|层|室|房|户|院|号)|[（(]?[0-9]{3,4}[)）]?(?![0-9]))`,
  'y',
);
const WIDEST = 30;

export const addressChinese: Detector = {
  id: 'address-chinese',
  title: { en: 'Chinese address', zh: '中文地址' },
  says: {
    en: 'A road with a house number, an estate with a block, or a village with its county, together with province, city and room.',
    zh: '道路加门牌号、小区加楼栋，或带县镇的村，连同省、市与房号。',
  },
  hint: /[号弄栋幢村]/,
  *find(text) {
    let after = 0;
    for (const match of text.matchAll(ANCHOR)) {
      if (match.index < after) continue;
      const start = startOf(text, match.index, match[0], after);
      if (start === null) continue;
      const end = endOf(text, match.index + match[0].length);
      if (text.startsWith('示例', start)) continue;
      after = end;
      yield { start, end } satisfies Span;
    }
  },
  canonical: value => value.replace(/\s/g, ''),
  mask: value => {
    const kept = value.search(/[省市]/) + 1 || value.search(/[区县]/) + 1;
    return value.slice(0, kept) + '*'.repeat(value.length - kept);
  },
  fake: (_, dice) => `示例市示例路${1 + dice.below(9999)}号${1 + dice.below(30)}栋${101 + dice.below(2900)}室`,
};

/** Where the address begins that ends in this anchor; null when what stands before names no place. */
function startOf(text: string, anchor: number, found: string, after: number): number | null {
  const window = text.slice(Math.max(after, anchor - WIDEST), anchor);
  const before = new RegExp(`[${HAN}0-9A-Za-z]*$`).exec(window)?.[0] ?? '';
  const isVillage = found.endsWith('村');
  const isBlock = /(?:栋|幢|号楼)$/.test(found);
  if (isVillage ? !/[县市区旗][\u4e00-\u9fff]{1,6}$/.test(before) : !(isBlock ? ESTATE : ROAD).test(before))
    return null;

  const province = PROVINCE.exec(before);
  const name = province ? before.slice(province.index) : withoutLead(before);
  const least = ADMIN.test(name) ? 3 : 2;
  return name.length < least || /^[0-9]*.$/.test(name) ? null : anchor - name.length;
}

function withoutLead(before: string): string {
  let end = 0;
  for (const lead of before.matchAll(LEADS)) {
    const next = lead.index + lead[0].length;
    // A road may hold such a character: 和平路, 为民街.
    if (before.length - next >= 3 && !/^(?:平|谐|民|义|路|街)/.test(before.slice(next))) end = next;
  }
  return before.slice(end);
}

function endOf(text: string, end: number): number {
  let at = end;
  for (let more = 0; more < 5; more += 1) {
    TAIL.lastIndex = at;
    const match = TAIL.exec(text);
    if (match === null) break;
    at += match[0].length;
  }
  return at;
}
