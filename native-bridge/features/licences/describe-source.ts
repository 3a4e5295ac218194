import type { DescribeSource, Source } from '../../contract/index.ts';
import type { SourceTable } from '../../store/sources.ts';
import { readLicence } from './expression.ts';

export interface DescribeDeps {
  readonly sources: SourceTable;
  /** Whose word it is: the person who runs this core. */
  person(): string;
  now(): number;
}

/** A new licence brings its own allowed uses; those that are named have the last word. */
export function describeSource(deps: DescribeDeps, request: DescribeSource): Source {
  const { licence, allowed = {} } = request;
  const before = deps.sources.source(request.sha256);
  const reading = licence === undefined ? before : readLicence(licence);
  const follows = reading.licence === before.licence ? before.allowed : reading.allowed;
  return deps.sources.describe({
    ...before,
    origin: request.origin ?? before.origin,
    retrievedAtMs: request.retrievedAtMs ?? before.retrievedAtMs,
    licence: reading.licence,
    allowed: {
      training: allowed.training ?? follows.training,
      shareData: allowed.shareData ?? follows.shareData,
      shareModel: allowed.shareModel ?? follows.shareModel,
      commercial: allowed.commercial ?? follows.commercial,
    },
    entered: { from: 'person', by: deps.person(), atMs: deps.now() },
  });
}
