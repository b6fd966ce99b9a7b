import { iamArn } from '../../engine/iam-entity';
import type { SyncConfiguration } from '../../world/resources';
import { text, typed, without, type Attributes, type Fields, type Surface } from './surface';
import type { Item } from './value';

/** Makes an item, and says by what others refer to it. */
type Maker = (on: Surface, item: Item) => Attributes;

const arnOf = (on: Surface, service: string, rest: string, global = false): string => {
  const { partition, region, account } = on.place();
  return `arn:${partition}:${service}:${global ? '' : region}:${account}:${rest}`;
};

/** Items that an audit does not read lend what others say of them. */
export const lent: Maker = (on, { name, type, properties }): Attributes => {
  const own = (...fields: readonly string[]): string => {
    for (const field of fields) {
      const value = on.attempt({ name, type, properties }, field, properties[field]);
      if (typeof value === 'string') return value;
    }
    return name;
  };
  switch (type) {
    case 'AWS::S3::Bucket': {
      const bucket = own('BucketName');
      return { Ref: bucket, Arn: `arn:${on.place().partition}:s3:::${bucket}`, DomainName: `${bucket}.s3.amazonaws.com` };
    }
    case 'AWS::DynamoDB::Table':
      return { Ref: own('TableName'), Arn: arnOf(on, 'dynamodb', `table/${own('TableName')}`) };
    case 'AWS::Lambda::Function':
    case 'AWS::Serverless::Function':
      return { Ref: own('FunctionName'), Arn: arnOf(on, 'lambda', `function:${own('FunctionName')}`) };
    case 'AWS::SNS::Topic':
      return { Ref: arnOf(on, 'sns', own('TopicName')), TopicArn: arnOf(on, 'sns', own('TopicName')), TopicName: own('TopicName') };
    case 'AWS::SQS::Queue':
      return { Ref: `https://sqs.${on.place().region}.amazonaws.com/${on.place().account}/${own('QueueName')}`, Arn: arnOf(on, 'sqs', own('QueueName')), QueueName: own('QueueName') };
    case 'AWS::KMS::Key':
      return { Ref: name, KeyId: name, Arn: arnOf(on, 'kms', `key/${name}`) };
    case 'AWS::ApiGateway::RestApi':
    case 'AWS::ApiGatewayV2::Api':
    case 'AWS::Serverless::Api':
    case 'AWS::Serverless::HttpApi':
      return { Ref: name.toLowerCase(), ApiId: name.toLowerCase(), RestApiId: name.toLowerCase() };
    case 'AWS::Kinesis::Stream':
      return { Ref: own('Name'), Arn: arnOf(on, 'kinesis', `stream/${own('Name')}`) };
    default:
      return { Ref: name };
  }
};

export const makers: Readonly<Record<string, Maker>> = {
  'AWS::Cognito::UserPool'(on, item) {
    const { known, gap } = on.fields(item);
    const input = typed({ ...without(known, 'UserPoolName', 'UserPoolTags', 'EnabledMfas'), PoolName: known.UserPoolName ?? item.name }) as Fields;
    const Id = text((on.create('cognito-idp:CreateUserPool', input).UserPool as Fields).Id) ?? '';
    if (gap !== undefined) on.isOpen('AWS::Cognito::UserPool', Id, gap);
    const ProviderName = `cognito-idp.${on.place().region}.amazonaws.com/${Id}`;
    return { Ref: Id, UserPoolId: Id, Arn: arnOf(on, 'cognito-idp', `userpool/${Id}`), ProviderName, ProviderURL: `https://${ProviderName}` };
  },
  'AWS::Cognito::UserPoolClient'(on, item) {
    const { known, gap } = on.fields(item);
    const input = typed({ ClientName: item.name, ...known }) as Fields;
    const ClientId = text((on.create('cognito-idp:CreateUserPoolClient', input).UserPoolClient as Fields).ClientId) ?? '';
    if (gap !== undefined) on.isOpen('AWS::Cognito::UserPoolClient', ClientId, gap);
    return { Ref: ClientId, ClientId, Name: text(known.ClientName) ?? item.name };
  },
  'AWS::Cognito::UserPoolDomain'(on, item) {
    const { known } = on.fields(item);
    on.create('cognito-idp:CreateUserPoolDomain', typed(without(known, 'Routing')) as Fields);
    return { Ref: text(known.Domain) ?? item.name };
  },
  'AWS::Cognito::UserPoolGroup'(on, item) {
    const { known } = on.fields(item);
    on.create('cognito-idp:CreateGroup', typed({ GroupName: item.name, ...known }) as Fields);
    return { Ref: text(known.GroupName) ?? item.name };
  },
  'AWS::Cognito::UserPoolIdentityProvider'(on, item) {
    const { known } = on.fields(item);
    on.create('cognito-idp:CreateIdentityProvider', known);
    return { Ref: text(known.ProviderName) ?? item.name };
  },
  'AWS::Cognito::IdentityPool'(on, item) {
    const { known, gap } = on.fields(item);
    const { CognitoEvents: Events = {}, CognitoStreams, PushSync, ...settings } = known;
    const input = typed({ IdentityPoolName: item.name, ...without(settings, 'IdentityPoolTags') }) as Fields;
    const id = text(on.create('cognito-identity:CreateIdentityPool', input).IdentityPoolId) ?? '';
    const sync = { ...(CognitoStreams === undefined ? {} : { CognitoStreams }), ...(PushSync === undefined ? {} : { PushSync }) };
    on.put('Lifeguard::SyncConfiguration', id, { IdentityPoolId: id, Events, ...sync } as SyncConfiguration);
    if (gap !== undefined) on.isOpen('AWS::Cognito::IdentityPool', id, gap);
    return { Ref: id, Id: id, Name: text(known.IdentityPoolName) ?? item.name, Arn: arnOf(on, 'cognito-identity', `identitypool/${id}`) };
  },
  'AWS::IAM::Role'(on, item) {
    const RoleName = text(on.field(item, 'RoleName')) ?? item.name;
    const path = text(on.field(item, 'Path')) ?? '/';
    const Arn = iamArn('role', RoleName, on.place(), path);
    return { Ref: RoleName, Arn, RoleId: `AROA${item.name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}` };
  },
  'AWS::IAM::ManagedPolicy'(on, item) {
    const PolicyName = text(on.field(item, 'ManagedPolicyName')) ?? item.name;
    const Arn = iamArn('policy', PolicyName, on.place(), text(on.field(item, 'Path')));
    return { Ref: Arn, PolicyArn: Arn };
  },
  'AWS::IAM::OIDCProvider'(on, item) {
    const url = (text(on.field(item, 'Url')) ?? `https://${item.name}`).replace(/^https:\/\//, '');
    const Arn = iamArn('oidc-provider', url, on.place());
    return { Ref: Arn, Arn, Url: url };
  },
  'AWS::IAM::SAMLProvider'(on, item) {
    const Arn = iamArn('saml-provider', text(on.field(item, 'Name')) ?? item.name, on.place());
    return { Ref: Arn, Arn };
  },
};
