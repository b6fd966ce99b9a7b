/** How many calls of a lesson the learner makes: worked examples fade from the end. */
export const lengths = ['1', '3', 'all'] as const;

export type Length = (typeof lengths)[number];
