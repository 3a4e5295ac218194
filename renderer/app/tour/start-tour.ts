import type { Language } from '../messages/index.ts';

/** Takes the tour on the home page. What draws it is fetched only now. */
export async function startTour(go: (route: string) => void, language: Language): Promise<void> {
  const { takeTour } = await import('./tour.ts');
  go('/');
  takeTour(language);
}
