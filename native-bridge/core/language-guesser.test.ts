import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { eld as Eld } from 'eld/small';
import { expect, test } from 'vitest';
import { SAMPLE_MAILS } from '../../test/session-work.ts';
import { LanguageGuesser } from './language-guesser.ts';
import { random } from './random.ts';

const { eld } = createRequire(import.meta.url)(fileURLToPath(import.meta.resolve('eld/small'))) as { eld: typeof Eld };

const byEld = (text: string): string => {
  const guess = eld.detect(text);
  return guess.isReliable() ? guess.language : '';
};

const SENTENCES = {
  en: 'The committee will meet on Friday, and don’t forget to bring last year’s report.',
  de: 'Die Sitzung wurde auf nächsten Freitag verschoben, weil der Saal nicht frei war.',
  fr: "L'assemblée générale s'est tenue hier soir à l'hôtel de ville de Besançon.",
  ru: 'Собрание перенесли на пятницу, потому что большой зал был занят весь день.',
  el: 'Η συνεδρίαση αναβλήθηκε για την Παρασκευή επειδή η αίθουσα ήταν κατειλημμένη.',
  tr: 'Toplantı cuma gününe ertelendi çünkü büyük salon bütün gün doluydu.',
  vi: 'Cuộc họp đã được dời sang thứ sáu vì hội trường lớn đã kín cả ngày.',
  ar: 'تم تأجيل الاجتماع إلى يوم الجمعة لأن القاعة الكبيرة كانت مشغولة طوال اليوم.',
  hi: 'बैठक शुक्रवार तक स्थगित कर दी गई क्योंकि बड़ा हॉल पूरे दिन व्यस्त था।',
};

test.each(Object.entries(SENTENCES))('a sentence in %s is told as such', (language, sentence) => {
  expect(new LanguageGuesser().guess(sentence)).toBe(language);
});

test('every text is told as eld tells it: real mails, mixtures, long words, cuts, and what is hardly a text', () => {
  const guesser = new LanguageGuesser();
  const mails = readFileSync(SAMPLE_MAILS, 'utf8').trim().split('\n').slice(0, 600);
  const texts = mails.map(line => String(JSON.parse(line).text).slice(0, 240));
  const next = random(8);
  const words = Object.values(SENTENCES).flatMap(sentence => sentence.split(' '));
  const pick = () => words[Math.floor(next() * words.length)] as string;
  for (let at = 0; at < 1500; at++) {
    texts.push(Array.from({ length: 1 + next() * 40 }, pick).join([' ', ', ', '', '  1 ', '😀'][at % 5]));
  }
  texts.push(
    '',
    ' ',
    'a',
    'ab',
    'abc',
    'abcd',
    "'",
    '’’ x',
    'İstanbul',
    'ß'.repeat(400),
    'я'.repeat(180),
    '𐐀𐐁 abc',
    'ab\ud800',
  );

  expect(texts.map(text => guesser.guess(text))).toEqual(texts.map(byEld));
});

test('what was told before changes no answer, and words that were never met before neither', () => {
  const guesser = new LanguageGuesser();
  const next = random(9);
  const nonsense = () =>
    Array.from({ length: 400 }, () =>
      Math.floor(next() * 1e12)
        .toString(36)
        .replace(/\d/g, 'q'),
    ).join(' ');
  const before = Object.values(SENTENCES).map(sentence => guesser.guess(sentence));
  for (let at = 0; at < 3000; at++) guesser.guess(nonsense());
  expect(Object.values(SENTENCES).map(sentence => guesser.guess(sentence))).toEqual(before);
});
