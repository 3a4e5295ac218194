import type { Split } from '../../contract/index.ts';

const NAMES: Readonly<Record<Split, readonly string[]>> = {
  train: ['train', 'training', '训练', '训练集'],
  validation: ['validation', 'valid', 'val', 'dev', 'development', '验证', '验证集'],
  test: ['test', 'testing', '测试', '测试集'],
};

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([split, names]) => names.map(name => [name, split as Split] as const)),
);

/** The split a cell of a file names, null when it names none. */
export function splitOfValue(value: string): Split | null {
  return BY_NAME.get(value.trim().toLowerCase()) ?? null;
}
