import { type Actor, CHANGE_TITLES, type ChangeName, type ToldChange } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';

/** The message that says who did a change, by what it came through. */
export const BY = { page: 'byPage', command: 'byCommand' } as const satisfies Record<Actor['through'], string>;

type Told = Exclude<ToldChange, string> | { readonly title: string; readonly said: null };

/** Says what a change is called in the language of the page, or as it was written down where that is all there is. */
export function useChangeTitle(): (change: Told | string) => string {
  const say = useT('changes') as (name: ChangeName, facts: Readonly<Record<string, string | number>>) => string;
  return change => {
    if (typeof change === 'string') return change;
    const { title, said } = change;
    return said !== null && isName(said.name) ? say(said.name, said.facts) : title;
  };
}

function isName(name: string): name is ChangeName {
  return Object.hasOwn(CHANGE_TITLES, name);
}
