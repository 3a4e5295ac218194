import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { luthierHome } from '../native-bridge/core/home.ts';
import { pythonOf } from '../native-bridge/features/environment/index.ts';

/** This checkout with the environment that `npm test` has built: jobs of tests are real jobs. */
export const INSTALLATION = { root: join(import.meta.dirname, '..'), home: luthierHome(), version: 'test' };

/** A tiny base model in the folder: what a person would add, made once a test file. */
export function tinyModel(folder: string): string {
  const path = join(folder, 'tiny-model');
  if (existsSync(path)) return path;
  mkdirSync(path, { recursive: true });
  const { executable } = pythonOf(INSTALLATION);
  execFileSync(executable, [join(INSTALLATION.root, 'python-env/tests/tiny_model.py'), path], { stdio: 'pipe' });
  return path;
}

/** Mails that a tiny model can learn to tell apart: the label is in the words. */
export function mails(count: number): string {
  const words = {
    spam: ['free money for you', 'the winner is you', 'money for the winner'],
    ham: ['the minutes of the meeting', 'this is the meeting', 'minutes for you'],
  } as const;
  return Array.from({ length: count }, (_, index) => {
    const label = index % 2 === 0 ? 'spam' : 'ham';
    const text = `${words[label][Math.floor(index / 2) % 3]} number ${100003 + index * 7919}`;
    return JSON.stringify({
      text,
      label,
      sender: `sender ${Math.floor(index / 2)}`,
      date: `2002-0${1 + (index % 9)}-01`,
    });
  }).join('\n');
}
