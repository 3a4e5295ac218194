import './no-eval.ts';

// Not a plain import: the schemas of the contract are made when it is loaded, and zod must know the policy before.
void import('./app/start.tsx').then(({ start }) => start());
