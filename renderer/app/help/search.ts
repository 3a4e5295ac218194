import type { Section } from './markdown.ts';

export interface PageSections {
  readonly page: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Hit {
  readonly page: string;
  readonly title: string;
  readonly heading: string;
  /** Of the part of the page; empty for the page as a whole. */
  readonly id: string;
  /** The words around the first one that was found. */
  readonly around: string;
}

const AROUND = 110;
const MOST = 40;

/** The parts of pages that have every word, those with a word in the heading first. */
export function find(pages: readonly PageSections[], typed: string): readonly Hit[] {
  const words = wordsIn(typed);
  if (words.length === 0) return [];
  const hits = pages.flatMap(({ page, title, sections }) =>
    sections
      .filter(({ text, body }) => words.every(word => `${text} ${body}`.toLowerCase().includes(word)))
      .map(section => ({
        inHeading: words.some(word => section.text.toLowerCase().includes(word)),
        hit: {
          page,
          title,
          heading: section.text,
          id: section.level === 1 ? '' : section.id,
          around: aroundOf(section.body, words),
        },
      })),
  );
  return hits
    .sort((a, b) => Number(b.inHeading) - Number(a.inHeading))
    .slice(0, MOST)
    .map(({ hit }) => hit);
}

export function wordsIn(typed: string): readonly string[] {
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
}

function aroundOf(body: string, words: readonly string[]): string {
  const places = words.map(word => body.toLowerCase().indexOf(word)).filter(place => place >= 0);
  const from = Math.max(0, Math.min(...places, body.length) - AROUND / 3);
  const start = from === 0 ? 0 : body.indexOf(' ', from) + 1;
  const cut = body.slice(start, start + AROUND);
  return `${start > 0 ? '… ' : ''}${cut}${start + AROUND < body.length ? ' …' : ''}`;
}

/** A text in pieces, those that were searched for told apart. */
export function marked(text: string, typed: string): readonly { readonly text: string; readonly isMeant: boolean }[] {
  const words = wordsIn(typed).map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length === 0) return [{ text, isMeant: false }];
  return text
    .split(new RegExp(`(${words.join('|')})`, 'gi'))
    .map((piece, place) => ({ text: piece, isMeant: place % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
