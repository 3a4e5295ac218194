import { useT } from '../../app/messages/index.ts';

/** The names of subjects for people: base and tuned are known, any other stands as it is. */
export function useSubjectName(): (subject: string) => string {
  const t = useT('evaluation');
  return subject => (subject === 'base' || subject === 'tuned' ? t(subject) : subject);
}
