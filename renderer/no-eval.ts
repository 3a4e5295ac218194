import { z } from 'zod';

/** The page runs without `unsafe-eval`: zod interprets its schemas instead of compiling them. */
z.config({ jitless: true });
