export const HASH = '4c1f0a7be29d63518f0e7d2c9ab34456d1e0f8a76b2c4d5e6f708192a3b4c5d6';
export const HOUR = 3_600_000;
export const now = Date.now();

export const ids = {
  dataset: 'ds_spamassassin',
  model: 'md_smollm2135m0',
  run: 'run_lorafirst001',
  running: 'run_lorasecond02',
  evaluation: 'ev_testsplit001',
  attention: 'at_wrongrow0001',
  export: 'ex_int8first001',
};

export const labels = ['ham', 'spam'];
export const task = {
  kind: 'classify' as const,
  instruction: 'Is this mail ham or spam?\n\n{text}',
  labels,
  maxTextTokens: 56,
};
