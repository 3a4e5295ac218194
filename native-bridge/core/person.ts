import { userInfo } from 'node:os';

/** The name of who runs this core, as the system knows it: what the ledger writes beside a person's word. */
export function person(): string {
  try {
    return userInfo().username;
  } catch {
    // Some containers run a user id that has no name.
    return process.env.USER ?? 'a person';
  }
}
