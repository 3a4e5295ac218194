import type { Detector } from '../detector.ts';
import { matches } from '../detector.ts';

const PLACES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const PLATE = new RegExp(
  `[${PLACES}][A-HJ-NP-Z][·• ]?(?=[A-Z]{0,5}[0-9])[A-HJ-NP-Z0-9]{4,5}(?:[A-HJ-NP-Z0-9]|[挂学警港澳])(?![A-Za-z0-9])`,
  'g',
);

export const plate: Detector = {
  id: 'plate',
  title: { en: 'Number plate', zh: '车牌号' },
  says: { en: 'Plates of cars in mainland China.', zh: '中国大陆机动车号牌。' },
  hint: new RegExp(`[${PLACES}][A-Z]`),
  find: text => matches(text, PLATE),
  canonical: value => value.replace(/[·• ]/g, ''),
  mask: value => value.slice(0, 2) + value.slice(2, -2).replace(/[A-Z0-9]/g, '*') + value.slice(-2),
  // I and O are on no plate.
  fake: (value, dice) => `${value.slice(0, 1)}${'IO'[dice.below(2)]}·${dice.digits(5)}`,
};
