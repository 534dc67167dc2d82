// How probabilities and shares are judged and written.

/** As the server judges: what is this probable or more may be chance. */
const significance = 0.05;

const twoFigures = new Intl.NumberFormat('en-GB', { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });

/** Two significant figures; tiny ones as "less than 0.001". */
export function formatP(p: number): string {
  return p < 0.001 ? 'less than 0.001' : twoFigures.format(p);
}

/** Whether a place's or an area's own p-value leaves a difference to chance. */
export function isChance(p: number): boolean {
  return !(p < significance);
}

/** Whether a p-value that is adjusted for the number of areas makes a finding: at most 5 %, as the tables have it. */
export function isFinding(adjusted: number): boolean {
  return adjusted <= significance;
}

/** "98 %", cut, so that 100 % is all; "less than 1 %" for what is not nought. */
export function formatShare(share: number): string {
  return share > 0 && share < 0.01 ? 'less than 1 %' : `${Math.floor(100 * share + 1e-9)} %`;
}
