import type { Message } from '../messages/message.ts';
import { tour } from '../messages/tour.ts';

export interface Stop {
  /** The `data-tour` of what is pointed at. */
  readonly at: string;
  readonly title: Message;
  readonly says: Message;
  readonly side: 'top' | 'right' | 'bottom' | 'left';
}

/** In the order of a first look at the home page. */
export const STOPS: readonly Stop[] = [
  { at: 'loop', title: tour.loopTitle, says: tour.loopSays, side: 'bottom' },
  { at: 'next', title: tour.nextTitle, says: tour.nextSays, side: 'top' },
  { at: 'made', title: tour.madeTitle, says: tour.madeSays, side: 'top' },
  { at: 'rail', title: tour.railTitle, says: tour.railSays, side: 'right' },
  { at: 'palette', title: tour.paletteTitle, says: tour.paletteSays, side: 'bottom' },
  { at: 'status', title: tour.statusTitle, says: tour.statusSays, side: 'top' },
  { at: 'help', title: tour.helpTitle, says: tour.helpSays, side: 'bottom' },
];
