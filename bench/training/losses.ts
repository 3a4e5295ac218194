import type { Round } from './outcomes.ts';
import type { Measured } from './trainings.ts';

/** How far losses may be apart: in fp32 at any step, in nats; in bf16 at the first step, as a share of the loss. */
const MOST_APART = { fp32: 1e-3, bf16: 2e-2 };

/**
 * Says how the losses ran. Throws when ours are not Trainer's: unequal work is no comparison.
 *
 * That the work is equal is proved in fp32, step by step to the end. In bf16 only the first step can be compared, where
 * the weights are equal: a small update of an adapter is lost where sums are rounded to bf16, in every library at other
 * places, so from the second step on the weights differ.
 */
export function checkEqualWork(
  { exact, ours, trainer, trl }: Round & { exact: Measured },
  say: (text: string) => void,
): void {
  say(beside({ 'ours, fp32': exact, [`ours, ${ours.setting}`]: ours, [trainer.setting]: trainer, [trl.setting]: trl }));
  const apart = deviation(exact.losses, trainer.losses);
  if (!(apart <= MOST_APART.fp32)) {
    throw new Error(
      `Unequal work: in fp32 our losses and Trainer's are ${apart} apart, ${MOST_APART.fp32} is allowed.`,
    );
  }
  const [mine = Number.NaN, theirs = Number.NaN] = [ours.losses[0], trainer.losses[0]];
  const share = Math.abs(mine - theirs) / theirs;
  const most = ours.setting === 'fp32' ? MOST_APART.fp32 : MOST_APART.bf16;
  if (!(share <= most)) {
    throw new Error(`Unequal work: our first loss in ${ours.setting} is ${mine}, Trainer's is ${theirs}.`);
  }
  const farthest = deviation(ours.losses, trainer.losses);
  say(
    `  ours and Trainer's are at most ${apart.toExponential(1)} apart in fp32; in ${ours.setting} ` +
      `${(100 * share).toFixed(2)} % at the first step and ${farthest.toFixed(3)} nats later`,
  );
}

/** How far two loss curves are from each other where they are furthest. */
export function deviation(ours: readonly number[], peer: readonly number[]): number {
  if (ours.length !== peer.length) throw new Error(`${ours.length} steps of ours, ${peer.length} of the peer`);
  return Math.max(...ours.map((loss, step) => Math.abs(loss - (peer[step] ?? Number.NaN))));
}

/** A few steps of every curve, one below the other. */
function beside(curves: Readonly<Record<string, Measured>>): string {
  const steps = Math.max(...Object.values(curves).map(({ losses }) => losses.length));
  const shown = [...new Set([0, 1, 2, 3].map(third => Math.round(((steps - 1) * third) / 3)))];
  const width = Math.max(...Object.keys(curves).map(name => name.length));
  const line = (name: string, cells: string[]) =>
    `  ${name.padEnd(width)}${cells.map(cell => cell.padStart(9)).join('')}`;
  return [
    line(
      'loss at step',
      shown.map(step => String(step + 1)),
    ),
    ...Object.entries(curves).map(([name, { losses }]) =>
      line(
        name,
        shown.map(step => losses[step]?.toFixed(4) ?? '-'),
      ),
    ),
  ].join('\n');
}
