import 'driver.js/dist/driver.css';
import './tour.css';
import { type Driver, driver, type PopoverDOM } from 'driver.js';
import type { Language } from '../messages/index.ts';
import type { Message } from '../messages/message.ts';
import { tour as messages } from '../messages/tour.ts';
import { textOf } from '../shell/command-text.ts';
import { STOPS } from './stops.ts';

const WAIT_FOR_PAGE_MS = 3000;

let running: Driver | null = null;

/** Leads from stop to stop. Left by Esc or its button at each of them; the focus goes back to where it was. */
export function takeTour(language: Language): void {
  running?.destroy();
  const say = (message: Message): string => textOf(message, language);
  const before = document.activeElement;
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const tour = driver({
    steps: STOPS.map(({ at, title, says, side }) => ({
      element: `[data-tour="${at}"]`,
      waitForElement: WAIT_FOR_PAGE_MS,
      skipMissingElement: true,
      popover: { title: say(title), description: say(says), side, align: 'center' },
    })),
    animate: !isStill,
    smoothScroll: !isStill,
    allowKeyboardControl: true,
    overlayClickBehavior: () => {},
    overlayOpacity: 0.45,
    stagePadding: 6,
    stageRadius: 8,
    disableActiveInteraction: true,
    showProgress: true,
    progressText: say(messages.progress).replace('{current}', '{{current}}').replace('{total}', '{{total}}'),
    nextBtnText: say(messages.next),
    prevBtnText: say(messages.back),
    doneBtnText: say(messages.done),
    popoverClass: 'luthier-tour',
    onPopoverRender: popover => addLeave(popover, say(messages.leave), () => tour.destroy()),
    onDestroyed: () => {
      running = null;
      // The driver has its own idea of where the focus belongs, and says it after this.
      setTimeout(() => focusAgain(before));
    },
  });
  running = tour;
  tour.drive();
}

/** To what had it before; to the page, where that was a dialog that is gone. */
function focusAgain(before: Element | null): void {
  const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
  if (isThere) {
    before.focus();
    return;
  }
  const main = document.querySelector('main');
  // Nobody went to the page by keys: a ring around all of it would only look wrong.
  main?.setAttribute('data-quiet', '');
  main?.addEventListener('blur', () => main.removeAttribute('data-quiet'), { once: true });
  main?.focus();
}

/** A way out that can be read; the cross is only a second one. */
function addLeave({ footer, closeButton }: PopoverDOM, name: string, leave: () => void): void {
  closeButton.setAttribute('aria-label', name);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'luthier-tour-leave';
  button.textContent = name;
  button.addEventListener('click', leave);
  footer.prepend(button);
}
