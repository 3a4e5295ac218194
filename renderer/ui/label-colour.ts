/** As many labels as have a colour of their own. */
const STEPS = 5;

/** The colour of a label by its place among those that are named: few of them stand as far apart as the steps go. */
export function labelColour(place: number, named: number): `--label-${number}` {
  return `--label-${1 + Math.round((place * (STEPS - 1)) / Math.max(1, named - 1))}`;
}
