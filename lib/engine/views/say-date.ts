const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day in words, in UTC: "21 Nov" within the year of `now`, "2 Oct 2025" beyond it or where there is no `now` (panel, microcopy). */
export function sayDate(t: string, now: string | null): string {
  const [year, month, day] = t.slice(0, 10).split('-');
  const short = `${Number(day)} ${MONTHS[Number(month) - 1]}`;
  return now?.startsWith(year!) ? short : `${short} ${year}`;
}
