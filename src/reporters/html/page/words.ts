// Numbers and counts as people read them, alike in every browser.

/** 12345 as `12,345`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

export function countOf(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** Thousandths as points with one decimal, rounded down: a rating that is not reached must not be shown. */
export function formatPoints(millipoints: number): string {
  return (Math.floor(millipoints / 100) / 10).toFixed(1);
}

/** What was lost, never rounded to nothing. */
export function formatLoss(millipoints: number): string {
  return millipoints < 50 && millipoints > 0 ? "<0.1" : (Math.round(millipoints / 100) / 10).toFixed(1);
}

export function formatMinutes(minutes: number): string {
  if (minutes < 90) return `${minutes} min`;
  const hours = minutes / 60;
  return hours < 24 ? `${Math.round(hours)} h` : `${(hours / 8).toFixed(hours < 80 ? 1 : 0)} working days`;
}
