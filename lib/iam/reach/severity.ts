import type { Capability } from './capability-facts';

/**
 * Who holds the first request. A0: anyone who knows the identity pool's ID. A1: anyone who can register. A2: anyone who was
 * invited or federated. A3: a user with a particular group or claim. A4: a principal of the AWS account.
 */
export type ActorTier = 'A0' | 'A1' | 'A2' | 'A3' | 'A4';

/** From the worst to nothing at all. */
export const severities = ['critical', 'high', 'medium', 'low', 'info', 'none'] as const;
export type Severity = (typeof severities)[number];

type Row = Readonly<Record<Capability, Severity>>;

const matrix: Readonly<Record<ActorTier, Row>> = {
  A0: { K5: 'critical', K4: 'critical', K3: 'high', K2: 'medium', K1: 'info' },
  A1: { K5: 'critical', K4: 'high', K3: 'high', K2: 'medium', K1: 'none' },
  A2: { K5: 'high', K4: 'medium', K3: 'medium', K2: 'low', K1: 'none' },
  A3: { K5: 'medium', K4: 'low', K3: 'low', K2: 'none', K1: 'none' },
  A4: { K5: 'medium', K4: 'low', K3: 'low', K2: 'info', K1: 'none' },
};

/**
 * How bad it is that an actor has a capability. `secrets`: what can be read holds secrets or personal data.
 * `groupReachable`: a newcomer can get the group or claim that A3 stands for.
 */
export function severityOf(
  tier: ActorTier,
  capability: Capability,
  more: { readonly secrets?: boolean; readonly groupReachable?: boolean } = {},
): Severity {
  if (tier === 'A0' && capability === 'K3' && more.secrets) return 'critical';
  if (tier === 'A3' && capability === 'K5' && more.groupReachable) return 'high';
  return matrix[tier][capability];
}

/** The severity some levels further down, `info` at the least: what is one setting away, or rests on a contested fact. */
export function lowered(severity: Severity, levels: number): Severity {
  if (severity === 'none' || severity === 'info') return severity;
  return severities[Math.min(severities.indexOf(severity) + levels, severities.indexOf('info'))] ?? 'info';
}
