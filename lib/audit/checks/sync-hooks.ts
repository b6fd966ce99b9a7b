import { hasSync } from '../../engine/cognito-sync';
import { isGap } from '../../world/gap';
import type { SyncConfiguration } from '../../world/resources';
import { get, put, type World } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import { notes, notesWorld } from '../examples';
import { auditorAsks } from '../login-probes';
import { cast } from '../people';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';

type Output = Readonly<Record<string, unknown>>;

const PushSync = { ApplicationArns: [`arn:aws:sns:us-east-1:${notes.account}:app/GCM/notes`], RoleArn: `arn:aws:iam::${notes.account}:role/push` };
const CognitoStreams = { StreamName: 'notes-changes', RoleArn: `arn:aws:iam::${notes.account}:role/stream`, StreamingStatus: 'ENABLED' };
const Events = { SyncTrigger: `arn:aws:lambda:us-east-1:${notes.account}:function:notes-sync` };

function withSync(fields: Partial<SyncConfiguration>, world: World = notesWorld): World {
  return put(world, 'Lifeguard::SyncConfiguration', notes.identityPool, { IdentityPoolId: notes.identityPool, ...fields });
}

export const syncHooks = check({
  code: 'IDP-10',
  name: 'sync-hooks',
  title: 'The pool still sends synchronised data elsewhere',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Low.',
  docs: {
    what: 'Before AWS AppSync there was Amazon Cognito Sync, which kept datasets of each identity. The check asks whether the pool still pushes changes of them to devices, sends them to a stream, or runs a function with them.',
    why: 'Nobody looks at these settings any more: the console has long stopped showing them. They go on working, with roles and a function of their own, on whatever somebody with a session of the pool writes into a dataset.',
    falsePositives: 'An application of that time may still need it. In regions that Amazon Cognito Sync was never brought to, the question does not arise; where nobody may read the settings, the verdict is unknown.',
    fix: 'Switch the stream and the push off and take the function away, then delete the roles that they used.',
  },
  references: [{ title: 'Amazon Cognito Sync: API reference', url: 'https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_GetIdentityPoolConfiguration.html' }, references.iamRoles, cwe(1104)],
  examples: {
    fails: [
      { title: 'it sends changes to a stream', world: withSync({ CognitoStreams }), severity: 'low' },
      { title: 'it pushes changes to devices', world: withSync({ PushSync }), severity: 'low' },
      { title: 'it runs a function', world: withSync({ Events }), severity: 'low' },
      { title: 'it does all of that', world: withSync({ PushSync, CognitoStreams, Events }), severity: 'low' },
    ],
    passes: [
      { title: 'it was never told to', world: notesWorld },
      { title: 'the region never had it', world: JSON.parse(JSON.stringify(withSync({ CognitoStreams })).replaceAll('us-east-1', 'eu-north-1')) as World },
      { title: 'all of it is switched off', world: withSync({ PushSync: { ApplicationArns: [] }, CognitoStreams: { ...CognitoStreams, StreamingStatus: 'DISABLED' }, Events: { SyncTrigger: '' } }) },
    ],
  },
  subjects: ({ id, world }): readonly Subject[] => (hasSync(world.region) ? [{ resource: { type: 'AWS::Cognito::IdentityPool', id } }] : []),
  probes: (_subject, pool): readonly Attempt[] => [
    settingsProbe(pool, 'GetIdentityPoolConfiguration', 'where it sends synchronised data', sendsData, `The pool still sends changes of synchronised data ${destinations(pool).join(' and ')}.`),
    settingsProbe(pool, 'GetCognitoEvents', 'which functions synchronised data runs', runsFunctions, 'The pool still runs a function with what is synchronised.'),
  ],
  fix(_subject, { id, world }) {
    const before = get(world, 'Lifeguard::SyncConfiguration', id);
    if (before === undefined) return undefined;
    const after: SyncConfiguration = {
      ...before,
      ...(before.PushSync === undefined ? {} : { PushSync: { ...before.PushSync, ApplicationArns: [] } }),
      ...(before.CognitoStreams === undefined ? {} : { CognitoStreams: { ...before.CognitoStreams, StreamingStatus: 'DISABLED' } }),
      Events: isGap(before.Events) ? before.Events : {},
    };
    return {
      summary: 'Switch off what the pool does with synchronised data.',
      world: put(world, 'Lifeguard::SyncConfiguration', id, after),
      warning: 'Applications that still synchronise keep their datasets; what listened to the changes hears of none any more.',
    };
  },
});

function settingsProbe({ id: IdentityPoolId }: AuditedPool, operation: string, what: string, holds: (output: Output) => boolean, message: string): Probe {
  return {
    title: `The auditor asks the pool ${what}`,
    people: { auditor: cast.operator },
    calls: [auditorAsks('sync', `cognito-sync:${operation}`, { IdentityPoolId })],
    proves: { ends: 'ok', told: [{ call: 'sync', holds }] },
    otherwise: 'The pool does nothing with synchronised data.',
    claim: { severity: 'low', confidence: 'proved', actor: 'signed-in', message },
  };
}

const isStreaming = ({ CognitoStreams: stream }: Partial<SyncConfiguration>): boolean => stream?.StreamingStatus === 'ENABLED';
const isPushing = ({ PushSync: push }: Partial<SyncConfiguration>): boolean => (push?.ApplicationArns ?? []).length > 0;

function sendsData(output: Output): boolean {
  return isStreaming(output) || isPushing(output);
}

/** An event whose function was taken away keeps its name. */
function runsFunctions({ Events: events }: Output): boolean {
  return Object.values(events as object).some((arn) => arn !== '');
}

/** @throws NotRead */
function destinations({ id, world }: AuditedPool): readonly string[] {
  const settings = get(world, 'Lifeguard::SyncConfiguration', id) ?? {};
  return [...(isStreaming(settings) ? ['to a stream'] : []), ...(isPushing(settings) ? ['to devices'] : [])];
}
