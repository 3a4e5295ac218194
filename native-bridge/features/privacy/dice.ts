import { createHmac } from 'node:crypto';

/** Numbers that look random and are always the same for the same salt, type and value. */
export interface Dice {
  /** From 0 to `count - 1`. */
  below(count: number): number;
  digits(count: number): string;
  /** Lower-case letters only. */
  letters(count: number): string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** HMAC-SHA256 of a value under the project's salt: the same value gives the same hash, and nobody without it can guess. */
export function saltedHash(salt: Uint8Array, purpose: string, value: string): string {
  return createHmac('sha256', salt).update(`${purpose}\u0000${value}`).digest('hex');
}

/** Deals out the 256 bits of a salted hash. Enough for about 70 digits. */
export function diceOf(salt: Uint8Array, purpose: string, value: string): Dice {
  let rest = BigInt(`0x${saltedHash(salt, purpose, value)}`);
  const below = (count: number): number => {
    const result = Number(rest % BigInt(count));
    rest /= BigInt(count);
    return result;
  };
  return {
    below,
    digits: count => Array.from({ length: count }, () => below(10)).join(''),
    letters: count => Array.from({ length: count }, () => LETTERS[below(26)]).join(''),
  };
}
