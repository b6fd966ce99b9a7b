/**
 * The two session policies that Cognito passes to STS for a guest (unauthenticated) identity in the enhanced flow.
 * A guest may do what its role allows *and* at least one of these two allows. AWS changes them; hence the dates.
 */

/** A policy as AWS publishes it, in AWS's field names. */
export interface SessionPolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid?: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
  }[];
}

/** The policy that Cognito writes into the STS call itself. */
export interface InlineSessionPolicy {
  readonly name: string;
  readonly document: SessionPolicyDocument;
  /** ISO date of the public copy that this text was last compared with. */
  readonly checkedOn: string;
  /** Where AWS documents it. */
  readonly source: string;
}

/** The AWS managed policy that Cognito names in the STS call. */
export interface ManagedSessionPolicy extends InlineSessionPolicy {
  readonly arn: string;
  readonly version: string;
  /** ISO date on which AWS published this version. */
  readonly publishedOn: string;
}

export const guestSessionPolicies: {
  readonly inline: InlineSessionPolicy;
  readonly managed: ManagedSessionPolicy;
} = {
  inline: {
    name: 'Cognito’s inline session policy for guests',
    checkedOn: '2026-05-01',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'cloudwatch:*',
            'logs:*',
            'dynamodb:*',
            'kinesis:*',
            'mobileanalytics:*',
            's3:*',
            'ses:*',
            'sns:*',
            'sqs:*',
            'lambda:*',
            'machinelearning:*',
            'execute-api:*',
            'iot:*',
            'gamelift:*',
            'cognito-identity:*',
            'cognito-idp:*',
            'lex:*',
            'polly:*',
            'comprehend:*',
            'translate:*',
            'transcribe:*',
            'rekognition:*',
            'mobiletargeting:*',
            'firehose:*',
            'appsync:*',
            'personalize:*',
            'sagemaker:InvokeEndpoint',
            'cognito-sync:*',
            'codewhisperer:*',
            'textract:DetectDocumentText',
            'textract:AnalyzeDocument',
            'sdb:*',
          ],
          Resource: ['*'],
        },
      ],
    },
  },
  managed: {
    name: 'AmazonCognitoUnAuthedIdentitiesSessionPolicy',
    arn: 'arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy',
    version: 'v4',
    publishedOn: '2026-05-01',
    checkedOn: '2026-05-03',
    source:
      'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'CognitoUnAuthedIdentitiesSessionPolicy',
          Effect: 'Allow',
          Action: [
            'rum:PutRumEvents',
            'sagemaker:InvokeEndpoint',
            'polly:*',
            'comprehend:*',
            'translate:*',
            'transcribe:*',
            'rekognition:*',
            'mobiletargeting:*',
            'firehose:*',
            'personalize:*',
            'geo:GetMap*',
            'geo:ListMaps',
            'geo:SearchPlaceIndex*',
            'geo:GetPlace',
            'geo:CalculateRoute*',
            'geo:*Geofence',
            'geo:*Geofences',
            'geo:*DevicePosition*',
            'kms:Encrypt',
            'kms:Decrypt',
            'kms:ReEncryptTo',
            'kms:ReEncryptFrom',
            'kms:GenerateDataKey',
            'kms:GenerateDataKeyPair',
            'kms:GenerateDataKeyPairWithoutPlaintext',
            'kms:GenerateDataKeyWithoutPlaintext',
          ],
          Resource: '*',
        },
      ],
    },
  },
};
