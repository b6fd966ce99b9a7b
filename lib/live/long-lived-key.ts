/** Whether a text holds the id of a long-lived access key (AKIA…). Temporary ones begin with ASIA. */
export function holdsLongLivedKey(text: string): boolean {
  return /\bAKIA[A-Z0-9]{16}\b/.test(text);
}

export const longLivedKeyRefused = 'AKIA… is a long-lived access key: this page needs none, so the field was emptied and nothing was kept.';
