import { get } from '../../world/world';
import { check, type Attempt } from '../check';
import { allow, notesWorld, signedInRole, withPolicy, withStatement, withUserPool } from '../examples';
import { auditorAsks } from '../login-probes';
import { cast } from '../people';
import { cwe, references } from '../references';
import { userPoolFix } from '../user-pool-edits';
import { poolName, trustedUserPools, type TrustedUserPool } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);

export const deletionProtection = check<TrustedUserPool>({
  code: 'UPL-20',
  name: 'deletion-protection',
  title: 'One request deletes everybody’s account',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Low; a remark when a session reaches only what is the user’s own.',
  docs: {
    what: 'The user pool is not protected from deletion. The check has an administrator delete it.',
    why: 'The users, their passwords and their sub go with it and do not come back, nor does the user pool’s ID. Identity pools go on trusting what is gone, and what is stored under people’s identities is nobody’s.',
    falsePositives: 'A user pool for tests is made and deleted all the time. Protection is off unless somebody switches it on.',
    fix: 'Set DeletionProtection to ACTIVE; whoever means to delete the user pool switches it off first.',
  },
  references: [{ title: 'Amazon Cognito: user pool deletion protection', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html' }, references.userPoolSecurity, cwe(693)],
  examples: {
    fails: [
      { title: 'it was never switched on', world: readsAll, severity: 'low' },
      { title: 'it was switched off', world: withUserPool({ DeletionProtection: 'INACTIVE' }, readsAll), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: notesWorld, severity: 'info' },
      { title: 'and what is meant for everybody to read', world: withStatement(signedInRole, allow('s3:GetObject', 'arn:aws:s3:::notes-photos/public/*')), severity: 'info' },
    ],
    passes: [{ title: 'it is switched on', world: withUserPool({ DeletionProtection: 'ACTIVE' }, readsAll) }],
  },
  subjects: trustedUserPools,
  probes({ provider }, pool): readonly Attempt[] {
    const userPool = get(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId);
    if (userPool === undefined) return [];
    const name = poolName(userPool);
    return [
      {
        title: `An administrator deletes ${name}`,
        people: { auditor: { ...cast.operator, name: 'An administrator' } },
        // What is in it goes with it, whatever that is.
        prepare: (world) => ({ ...world, complete: 'everything', resources: { 'AWS::Cognito::UserPool': world.resources['AWS::Cognito::UserPool'] } }),
        calls: [auditorAsks('delete-user-pool', 'cognito-idp:DeleteUserPool', { UserPoolId: userPool.Id })],
        proves: { ends: 'ok' },
        claim: {
          severity: capped('low', worthBehind(pool, provider.userPoolId)),
          confidence: 'proved',
          actor: 'aws-principal',
          message: `One request deletes ${name} with everybody’s account, by mistake or not.`,
        },
      },
    ];
  },
  fix: ({ provider }, pool) => userPoolFix(pool.world, provider.userPoolId, { DeletionProtection: 'ACTIVE' }, 'Protect the user pool from deletion.'),
});
