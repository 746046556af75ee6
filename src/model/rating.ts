// The letters by which a project or a part of it is rated.

/** The best first. */
export const ratings = ["A", "B", "C", "D", "E"] as const;
export type Rating = (typeof ratings)[number];
