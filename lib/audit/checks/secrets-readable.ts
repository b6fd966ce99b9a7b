import { allow, classicOn, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { isSpelledOut, reachCheck } from '../reach-probes';
import { cwe, references } from '../references';
import { severityFor } from '../severities';
import type { Severity } from '../claim';
import type { Tier } from '../entrances';

const arn = (service: string, rest: string) => `arn:aws:${service}:${notes.region}:${notes.account}:${rest}`;

/** Secrets open other doors: in the hands of whoever comes along they are critical. */
const severity = (tier: Tier): Severity => (tier === 'A0' || tier === 'A1' ? 'critical' : (severityFor(tier, 'K3') ?? 'low'));

export const secretsReadable = reachCheck({
  code: 'PER-07',
  name: 'secrets-readable',
  title: 'A session reads secrets',
  severityRule: 'Critical where anyone, or anyone who signs up, gets the role; otherwise who gets it × reading others’ data.',
  docs: {
    what: 'A role that the pool gives lets its session read secrets of Secrets Manager, parameters of Systems Manager, or decrypt with KMS keys. The check asks IAM for it.',
    why: 'A secret is the key to something else: a database, a payment service, a partner’s API. For guests of the enhanced flow, AWS’s session policies hold back secrets and parameters but not kms:Decrypt; in the classic flow they hold back nothing.',
    falsePositives: 'One parameter that a policy names in full may be a public setting, and is a remark. What a secret holds is never read.',
    fix: 'Take the actions out of the role; let a function that runs with a role of its own read the secret.',
  },
  references: [references.iamRoles, cwe(522)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users read every secret', world: withPolicy(signedInRole, [allow('secretsmanager:GetSecretValue')]), severity: 'critical' },
      { title: 'guests read parameters by the classic flow', world: withPolicy(guestRole, [allow('ssm:GetParameter')], classicOn), severity: 'critical' },
      { title: 'guests decrypt', world: withPolicy(guestRole, [allow('kms:Decrypt')]), severity: 'critical' },
      { title: 'invited users read the application’s parameters', world: invitationOnly(withPolicy(signedInRole, [allow('ssm:Get*', arn('ssm', 'parameter/notes/*'))])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles read no secrets', world: notesWorld },
      { title: 'users read one parameter', world: withPolicy(signedInRole, [allow('ssm:GetParameter', arn('ssm', 'parameter/notes/banner'))]) },
      { title: 'AWS’s session policies hold the guest', world: withPolicy(guestRole, [allow(['ssm:GetParameter', 'secretsmanager:GetSecretValue'])]) },
    ],
  },
  classes: [
    { actions: ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'], does: 'read secrets', worth: { capability: 'K3', secrets: true }, severity },
    {
      actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameterHistory'],
      does: 'read parameters, secure ones among them',
      worth: ({ grant }) => (isSpelledOut(grant) ? { which: 'is one parameter by its name; whether it is a secret, only its owner knows' } : { capability: 'K3', secrets: true }),
      severity,
    },
    { actions: ['kms:Decrypt'], does: 'decrypt', worth: { capability: 'K3', secrets: true }, severity },
  ],
});
