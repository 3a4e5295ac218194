/** Words that every text has, whatever it is about. */
const ENGLISH = `a about after all also am an and any are as at be been but by can could did do does don't for from get
  had has have he her here him his how i if in into is it it's its just like may me more most my new no not now of on
  one only or other our out over re said she should so some such than that the their them then there these they this
  those to up us use was we were what when which who will with would you your`;
const CHINESE = '的了是在我有和就不人都一上也很到说要去你会着没看好自这那个为与及或对而之其以于可他她它们们';

const COMMON = new Set([...ENGLISH.split(/\s+/), ...CHINESE, ...'0123456789']);

/** Whether every word of it, or every character where there are no spaces, is such a word. */
export function isCommon(gram: string): boolean {
  const words = gram.includes(' ') ? gram.split(' ') : [gram];
  return words.every(
    word => COMMON.has(word) || ([...word].length > 1 && [...word].every(one => CHINESE.includes(one))),
  );
}
