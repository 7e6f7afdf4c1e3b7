/** Largest-remainder apportionment of a whole number. */

/**
 * Splits a whole number by weights so that the parts are whole, add up to it exactly and are each less than one away
 * from their share (largest remainders; the earlier of two equal ones first).
 */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  const whole = sum(weights);
  const exact = weights.map((weight) => (total * weight) / whole);
  const parts = exact.map(Math.floor);
  const missing = total - sum(parts);
  const order = [...exact.keys()].sort((a, b) => remainder(exact[b]) - remainder(exact[a]) || a - b);
  for (const index of order.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

function remainder(share = 0): number {
  return share - Math.floor(share);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The sum of each number and all before it. */
export function runningTotals(numbers: readonly number[]): readonly number[] {
  let total = 0;
  return numbers.map((number) => {
    total += number;
    return total;
  });
}
