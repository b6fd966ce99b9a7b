import type { World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { allow, invitationOnly, notesWorld, signedInRole, withClient, withPolicy, withTrigger, withUserPool } from '../examples';
import { cast } from '../people';
import { plainSignIn } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { cwe, references } from '../references';
import { newcomer, newName, signUpCall } from '../sign-up';
import { assuming, isRunnable, triggerArn, withTriggers } from '../triggers';
import { userPoolFix } from '../user-pool-edits';
import { describedPool, poolName, trustedUserPools, type Described, type TrustedUserPool } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const confirms = { returns: { value: { autoConfirmUser: true, autoVerifyEmail: true } } } as const;
const verifiesNothing = (world: World): World => withUserPool({ AutoVerifiedAttributes: [] }, world);

export const confirmedWithoutProof = check<TrustedUserPool>({
  code: 'UPL-06',
  name: 'confirmed-without-proof',
  title: 'Accounts count before anybody has shown an address',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium when a PreSignUp trigger confirms newcomers, or the user pool verifies nothing so that it must; low, and plausible, while only the trigger’s code could tell. A remark when a session reaches only what is the user’s own.',
  docs: {
    what: 'A PreSignUp trigger can confirm a newcomer at once and declare the address verified. The check signs somebody up with an address that is not theirs, and has them sign in without a code.',
    why: 'Whoever signs up with another person’s address then holds an account in their name, with email_verified true in the token. Applications and role mappings that trust the address are deceived, and so are invitations that go by it.',
    falsePositives: 'Most such triggers only turn people away by their address, which is a good thing. The code of a function cannot be read from here, so that the finding is plausible at best. Without the trigger nobody gets in unconfirmed, whatever the user pool verifies.',
    fix: 'Have the trigger confirm nobody, and let the user pool send a code.',
  },
  references: [references.attributeVerification, references.selfSignUp, cwe(287)],
  examples: {
    fails: [
      { title: 'the trigger confirms everybody', world: withTrigger('PreSignUp', confirms, readsAll), severity: 'medium' },
      { title: 'it does, and the client has a secret and takes SRP alone', world: withClient({ ClientSecret: 'REDACTED', ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }, withTrigger('PreSignUp', confirms, readsAll)), severity: 'medium' },
      { title: 'nothing is verified, and there is a trigger whose code is not known', world: verifiesNothing(withTrigger('PreSignUp', undefined, readsAll)), severity: 'medium' },
      { title: 'addresses are verified, and there is a trigger whose code is not known', world: withTrigger('PreSignUp', undefined, readsAll), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: withTrigger('PreSignUp', confirms), severity: 'info' },
    ],
    passes: [
      { title: 'there is no trigger', world: notesWorld },
      { title: 'the trigger lets newcomers wait for their code', world: withTrigger('PreSignUp', { returns: { value: {} } }, readsAll) },
      { title: 'nothing is verified, and nobody confirms newcomers', world: verifiesNothing(readsAll) },
      { title: 'only administrators create users', world: invitationOnly(withTrigger('PreSignUp', undefined, readsAll)) },
    ],
  },
  subjects: trustedUserPools,
  probes(subject, pool): readonly Attempt[] {
    const found = describedPool(pool, subject);
    if (found === undefined) return [];
    const trigger = triggerArn(found.userPool, 'PreSignUp');
    if (trigger === undefined || isRunnable(pool.world, trigger)) return [arrival(found, subject, pool, trigger)];
    return [arrival(found, subject, pool, trigger, (world) => assuming(world, trigger, confirms))];
  },
  fix({ provider }, pool) {
    const found = describedPool(pool, { provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } });
    if (found === undefined) return undefined;
    const { PreSignUp: _trigger, PreSignUpConfig: _config, ...LambdaConfig } = found.userPool.LambdaConfig ?? {};
    const AutoVerifiedAttributes = found.userPool.AutoVerifiedAttributes?.length ? found.userPool.AutoVerifiedAttributes : ['email'];
    const summary = 'Take the PreSignUp trigger away, or have it set neither autoConfirmUser nor autoVerifyEmail, and let the user pool send a code.';
    return userPoolFix(pool.world, provider.userPoolId, { LambdaConfig, AutoVerifiedAttributes }, summary, 'If the trigger turns people away by their address, keep it and change its code instead.');
  },
});

/** Somebody signs up with an address that is not theirs, and signs in without a code. */
function arrival({ userPool, client }: Described, { provider }: TrustedUserPool, pool: AuditedPool, trigger: string | undefined, assume?: (world: World) => World): Probe {
  const signIn = plainSignIn(client, userPool, { email: newName(userPool), password: newcomer.password });
  return {
    title: `Somebody signs up with ${poolName(userPool)} and signs in without a code`,
    prepare: (world) => {
      const ready = signIn.prepare(assume?.(world) ?? world);
      // What the account has after a fix decides, and no other trigger than this one.
      const now = trigger === undefined || !hasTrigger(world, userPool.Id, trigger) ? {} : { PreSignUp: trigger };
      return withTriggers(ready, userPool.Id, now);
    },
    people: { mallory: { ...cast.newcomer, detail: 'with somebody else’s address' } },
    calls: [signUpCall(userPool, client), ...signIn.calls, ...credentialCalls(pool, provider, signIn.idToken)],
    proves: { ends: 'ok' },
    claim: claimOf(userPool, capped(userPool.AutoVerifiedAttributes?.length && assume !== undefined ? 'low' : 'medium', worthBehind(pool, provider.userPoolId)), assume !== undefined),
  };
}

function hasTrigger(world: World, userPoolId: string, arn: string): boolean {
  const now = world.resources['AWS::Cognito::UserPool']?.[userPoolId];
  return now !== undefined && 'Id' in now && triggerArn(now, 'PreSignUp') === arn;
}

function claimOf(userPool: Described['userPool'], severity: Claim['severity'], isAssumed: boolean): Claim {
  const name = poolName(userPool);
  if (!isAssumed) return { severity, confidence: 'proved', actor: 'self-registered', message: `Anyone can have an account with ${name} under somebody else’s address: its PreSignUp trigger confirms it at once.` };
  const message = `Anyone may have an account with ${name} under somebody else’s address, if its PreSignUp trigger confirms newcomers.`;
  return { severity, confidence: 'plausible', actor: 'self-registered', message, unread: ['the code of the PreSignUp trigger'] };
}
