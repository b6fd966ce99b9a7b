import type { Severity } from '@/lib/audit/claim';

/** One hue and four shapes, always with the word. */
export function SeverityLabel({ severity }: { readonly severity: Severity }) {
  return (
    <span className={`sev sev-${severity}`}>
      <i aria-hidden="true" />
      {severity.charAt(0).toUpperCase() + severity.slice(1)}
    </span>
  );
}
