import { describe, expect, it } from 'vitest';
import { fullCatalogue } from '../iam/catalogue/catalogue';
import { namedPolicy } from '../iam/named';
import { parsePolicy } from '../iam/parse';
import { reachOf } from '../iam/reach/reach';
import { guestSessionPolicies } from './guest-session-policies';

const { inline, managed } = guestSessionPolicies;
const nobody = { name: 'a guest', context: {} };

describe('the guest session policies', () => {
  it('are policies without fault, of known dates', () => {
    for (const { document, checkedOn } of [inline, managed]) {
      expect(parsePolicy(document).findings).toEqual([]);
      expect(checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
    expect(managed.arn.endsWith(managed.name)).toBe(true);
    expect(managed.publishedOn <= managed.checkedOn).toBe(true);
  });

  it('leave an administrator’s role with data, messages and functions, but not with IAM, STS or secrets', async () => {
    const reach = reachOf({
      principal: 'arn:aws:sts::111122223333:assumed-role/guest/CognitoIdentityCredentials',
      partition: 'aws',
      account: '111122223333',
      region: 'us-east-1',
      policies: {
        identity: [namedPolicy('guest', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } })],
        sessions: [[inline, managed].map(({ name, document }) => namedPolicy(name, document))],
      },
      alice: nobody,
      mallory: nobody,
      catalogue: await fullCatalogue(),
    });
    const inside = ['s3:DeleteObject', 'dynamodb:Scan', 'lambda:UpdateFunctionCode', 'cognito-idp:AdminAddUserToGroup', 'iot:AttachPolicy', 'sns:Publish', 'rum:PutRumEvents', 'kms:Decrypt', 'geo:ListMaps', 'geo:GetDevicePosition', 'sagemaker:InvokeEndpoint'];
    const outside = ['iam:PassRole', 'iam:CreateUser', 'sts:AssumeRole', 'ssm:GetParameter', 'secretsmanager:GetSecretValue', 'ec2:RunInstances', 'bedrock:InvokeModel', 'kms:CreateKey', 'geo:CreateMap', 'sagemaker:CreateTrainingJob'];
    expect(inside.filter((action) => reach.of(action)?.verdict !== 'allowed')).toEqual([]);
    expect(outside.filter((action) => reach.of(action)?.verdict !== 'denied')).toEqual([]);
  });
});
