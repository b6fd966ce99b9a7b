import type { SyncConfiguration } from '../../world/resources';
import { isGap } from '../../world/gap';
import type { Change } from '../verdict';
import { changedFields, command, shell, shellJson, type Texts } from './write';

/** A pool that does less with synchronised data. An event without a function is how AWS is told to forget it. */
export function syncTexts({ before, after }: Change): Texts {
  const { IdentityPoolId } = after as SyncConfiguration;
  const { PushSync, CognitoStreams } = changedFields(before, after) as Partial<SyncConfiguration>;
  const about = [`--region ${shell(IdentityPoolId.split(':')[0] ?? '')}`, `--identity-pool-id ${shell(IdentityPoolId)}`];
  const push = PushSync === undefined ? [] : [`--push-sync ${shellJson(PushSync)}`];
  const stream = CognitoStreams === undefined ? [] : [`--cognito-streams ${shellJson(CognitoStreams)}`];
  const configure = push.length + stream.length === 0 ? [] : [command('aws cognito-sync set-identity-pool-configuration', ...about, ...push, ...stream)];
  const events = (before as SyncConfiguration | undefined)?.Events ?? {};
  const names = isGap(events) ? [] : Object.keys(events);
  const forget = names.length === 0 ? [] : [command('aws cognito-sync set-cognito-events', ...about, `--events ${shellJson(Object.fromEntries(names.map((name) => [name, ''])))}`)];
  return {
    'AWS CLI': [...configure, ...forget].join('\n'),
    CloudFormation: ['IdentityPool:', '  Type: AWS::Cognito::IdentityPool', '  Properties:', '    # Without CognitoEvents, CognitoStreams and PushSync.'].join('\n'),
    CDK: ["new cognito.CfnIdentityPool(this, 'IdentityPool', {", '  // Without cognitoEvents, cognitoStreams and pushSync.', '});'].join('\n'),
    Terraform: '# Terraform’s provider does not speak of Amazon Cognito Sync: use the commands of the AWS CLI.',
  };
}
