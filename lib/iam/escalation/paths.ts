import type { Context } from '../decision';
import type { ComputeKind } from './account';

/**
 * Ways by which a session becomes more than it is.
 *
 * The facts (which permissions together amount to which escalation) are those collected by pathfinding.cloud, Copyright
 * 2025-Present Datadog, Inc., Apache License 2.0, https://github.com/DataDog/pathfinding.cloud; `pathfinding` names its entries.
 * They are expressed anew, as permissions on targets that IAM can be asked about. Entries without that field come from AWS's
 * documentation of the services.
 */

/** What a technique works on. */
export type Target =
  | { readonly kind: 'own role' }
  | { readonly kind: 'own user' }
  | { readonly kind: 'own group' }
  | { readonly kind: 'policy of its own' }
  | { readonly kind: 'role' }
  | { readonly kind: 'policy of a role' }
  | { readonly kind: 'user' }
  | { readonly kind: 'user and group' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'role passed to'; readonly service: string }
  | { readonly kind: 'compute'; readonly what: ComputeKind }
  | { readonly kind: 'code of compute' }
  | { readonly kind: 'door' };

/** What a permission is asked on. `any`: whatever resource the session may choose. */
export type On = 'role' | 'policy' | 'user' | 'group' | 'compute' | 'code' | 'door' | 'any';

export interface Permission {
  readonly action: string;
  readonly on: On;
  /** Condition keys that the request carries, besides what the target gives. */
  readonly given?: Context;
  /** A second resource that the same request names. */
  readonly also?: string;
}

/** Whom the target role has to trust. `after edit`: whoever the session writes into its trust policy. */
export type NeedsTrust = 'the session' | 'after edit' | 'the service' | 'nobody';

/** What it ends in. `administrator`: a policy of the session's own wording. */
export type Ends = 'administrator' | 'role' | 'user' | 'user in group' | 'own role without boundary';

export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly target: Target;
  /** All of them are needed. */
  readonly permissions: readonly Permission[];
  readonly trust: NeedsTrust;
  readonly ends: Ends;
  /** Preconditions that no list of resources tells: the path stays plausible unless they are known. */
  readonly unless?: readonly string[];
  /** Sources disagree whether AWS accepts the calls from a session that an identity pool vends. */
  readonly contested?: true;
  readonly pathfinding?: readonly string[];
}

const on = (where: On, ...actions: readonly string[]): readonly Permission[] => actions.map((action) => ({ action, on: where }));
const administratorPolicy: Context = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' };
const attach = (action: string, where: On): Permission => ({ action, on: where, given: administratorPolicy });

const ownPolicy: readonly Technique[] = [
  {
    id: 'put-own-role-policy',
    name: 'write an inline policy into its own role',
    target: { kind: 'own role' },
    permissions: on('role', 'iam:PutRolePolicy'),
    trust: 'nobody',
    ends: 'administrator',
    pathfinding: ['iam-005'],
  },
  {
    id: 'attach-own-role-policy',
    name: 'attach the administrator policy to its own role',
    target: { kind: 'own role' },
    permissions: [attach('iam:AttachRolePolicy', 'role')],
    trust: 'nobody',
    ends: 'administrator',
    pathfinding: ['iam-009'],
  },
  {
    id: 'create-own-policy-version',
    name: 'rewrite a policy that is attached to itself',
    target: { kind: 'policy of its own' },
    permissions: on('policy', 'iam:CreatePolicyVersion'),
    trust: 'nobody',
    ends: 'administrator',
    pathfinding: ['iam-001'],
  },
  {
    id: 'set-own-policy-version',
    name: 'go back to a wider version of a policy that is attached to itself',
    target: { kind: 'policy of its own' },
    permissions: on('policy', 'iam:SetDefaultPolicyVersion'),
    trust: 'nobody',
    ends: 'administrator',
    unless: ['that an older version of the policy allows more'],
  },
  {
    id: 'delete-own-boundary',
    name: 'take the permissions boundary off its own role',
    target: { kind: 'own role' },
    permissions: on('role', 'iam:DeleteRolePermissionsBoundary'),
    trust: 'nobody',
    ends: 'own role without boundary',
  },
  {
    id: 'put-own-boundary',
    name: 'put a wider permissions boundary on its own role',
    target: { kind: 'own role' },
    permissions: [{ action: 'iam:PutRolePermissionsBoundary', on: 'role', given: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' } }],
    trust: 'nobody',
    ends: 'own role without boundary',
  },
];

/** What a user can do to itself. A role cannot: only who has become the user gets here. */
const ownUser: readonly Technique[] = [
  {
    id: 'put-own-user-policy',
    name: 'write an inline policy into its own user',
    target: { kind: 'own user' },
    permissions: on('user', 'iam:PutUserPolicy'),
    trust: 'nobody',
    ends: 'administrator',
    pathfinding: ['iam-007'],
  },
  {
    id: 'attach-own-user-policy',
    name: 'attach the administrator policy to its own user',
    target: { kind: 'own user' },
    permissions: [attach('iam:AttachUserPolicy', 'user')],
    trust: 'nobody',
    ends: 'administrator',
    pathfinding: ['iam-008'],
  },
  {
    id: 'put-own-group-policy',
    name: 'write an inline policy into a group that it is in',
    target: { kind: 'own group' },
    permissions: on('group', 'iam:PutGroupPolicy'),
    trust: 'nobody',
    ends: 'administrator',
    pathfinding: ['iam-011'],
  },
  {
    id: 'attach-own-group-policy',
    name: 'attach the administrator policy to a group that it is in',
    target: { kind: 'own group' },
    permissions: [attach('iam:AttachGroupPolicy', 'group')],
    trust: 'nobody',
    ends: 'administrator',
    pathfinding: ['iam-010'],
  },
];

const otherRole: readonly Technique[] = [
  {
    id: 'assume-role',
    name: 'assume a role that trusts it',
    target: { kind: 'role' },
    permissions: [],
    trust: 'the session',
    ends: 'role',
    pathfinding: ['sts-001'],
  },
  {
    id: 'update-trust',
    name: 'write itself into a role’s trust policy',
    target: { kind: 'role' },
    permissions: on('role', 'iam:UpdateAssumeRolePolicy'),
    trust: 'after edit',
    ends: 'role',
    pathfinding: ['iam-012'],
  },
  {
    id: 'put-role-policy',
    name: 'write an inline policy into a role that trusts it',
    target: { kind: 'role' },
    permissions: on('role', 'iam:PutRolePolicy'),
    trust: 'the session',
    ends: 'administrator',
    pathfinding: ['iam-017'],
  },
  {
    id: 'attach-role-policy',
    name: 'attach the administrator policy to a role that trusts it',
    target: { kind: 'role' },
    permissions: [attach('iam:AttachRolePolicy', 'role')],
    trust: 'the session',
    ends: 'administrator',
    pathfinding: ['iam-014'],
  },
  {
    id: 'create-role-policy-version',
    name: 'rewrite a policy that is attached to a role that trusts it',
    target: { kind: 'policy of a role' },
    permissions: on('policy', 'iam:CreatePolicyVersion'),
    trust: 'the session',
    ends: 'administrator',
    pathfinding: ['iam-016'],
  },
  {
    id: 'put-role-policy-and-trust',
    name: 'write an inline policy and itself into a role',
    target: { kind: 'role' },
    permissions: on('role', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'),
    trust: 'after edit',
    ends: 'administrator',
    pathfinding: ['iam-021'],
  },
  {
    id: 'attach-role-policy-and-trust',
    name: 'attach the administrator policy to a role and write itself into its trust policy',
    target: { kind: 'role' },
    permissions: [attach('iam:AttachRolePolicy', 'role'), ...on('role', 'iam:UpdateAssumeRolePolicy')],
    trust: 'after edit',
    ends: 'administrator',
    pathfinding: ['iam-019'],
  },
  {
    id: 'create-role-policy-version-and-trust',
    name: 'rewrite a policy that is attached to a role and write itself into its trust policy',
    target: { kind: 'policy of a role' },
    permissions: [...on('policy', 'iam:CreatePolicyVersion'), ...on('role', 'iam:UpdateAssumeRolePolicy')],
    trust: 'after edit',
    ends: 'administrator',
    pathfinding: ['iam-020'],
  },
];

const users: readonly Technique[] = [
  {
    id: 'user-credentials',
    name: 'make itself credentials of a user',
    target: { kind: 'user' },
    permissions: [],
    trust: 'nobody',
    ends: 'user',
    pathfinding: ['iam-002', 'iam-003', 'iam-004', 'iam-006'],
  },
  {
    id: 'put-user-policy',
    name: 'write an inline policy into a user and make itself the user’s credentials',
    target: { kind: 'user' },
    permissions: on('user', 'iam:PutUserPolicy'),
    trust: 'nobody',
    ends: 'administrator',
    pathfinding: ['iam-018'],
  },
  {
    id: 'attach-user-policy',
    name: 'attach the administrator policy to a user and make itself the user’s credentials',
    target: { kind: 'user' },
    permissions: [attach('iam:AttachUserPolicy', 'user')],
    trust: 'nobody',
    ends: 'administrator',
    pathfinding: ['iam-015'],
  },
  {
    id: 'add-user-to-group',
    name: 'put a user into a group and make itself the user’s credentials',
    target: { kind: 'user and group' },
    permissions: on('group', 'iam:AddUserToGroup'),
    trust: 'nobody',
    ends: 'user in group',
    pathfinding: ['iam-013'],
  },
  {
    id: 'create-user',
    name: 'create a user with the administrator policy',
    target: { kind: 'nothing' },
    permissions: [...on('any', 'iam:CreateUser', 'iam:CreateAccessKey'), attach('iam:AttachUserPolicy', 'any')],
    trust: 'nobody',
    ends: 'administrator',
  },
  {
    id: 'create-user-with-inline-policy',
    name: 'create a user with a policy of its own wording',
    target: { kind: 'nothing' },
    permissions: on('any', 'iam:CreateUser', 'iam:CreateAccessKey', 'iam:PutUserPolicy'),
    trust: 'nobody',
    ends: 'administrator',
  },
];

function passing(id: string, service: string, name: string, actions: readonly string[], pathfinding?: readonly string[], unless?: readonly string[]): Technique {
  return {
    id: `pass-role-${id}`,
    name,
    target: { kind: 'role passed to', service },
    permissions: [{ action: 'iam:PassRole', on: 'role', given: { 'iam:PassedToService': service } }, ...on('any', ...actions)],
    trust: 'the service',
    ends: 'role',
    pathfinding,
    unless,
  };
}

const newCompute: readonly Technique[] = [
  passing('lambda-invoke', 'lambda.amazonaws.com', 'run a new Lambda function with the role', ['lambda:CreateFunction', 'lambda:InvokeFunction'], ['lambda-001']),
  passing('lambda-event-source', 'lambda.amazonaws.com', 'let a queue or stream run a new Lambda function with the role', ['lambda:CreateFunction', 'lambda:CreateEventSourceMapping'], ['lambda-002']),
  passing('lambda-permission', 'lambda.amazonaws.com', 'let another account run a new Lambda function with the role', ['lambda:CreateFunction', 'lambda:AddPermission'], ['lambda-006']),
  passing('ec2', 'ec2.amazonaws.com', 'start an EC2 instance with the role', ['ec2:RunInstances'], ['ec2-001']),
  passing('ec2-spot', 'ec2.amazonaws.com', 'request a spot instance with the role', ['ec2:RequestSpotInstances'], ['ec2-003']),
  passing('ecs-run', 'ecs-tasks.amazonaws.com', 'run an ECS task with the role', ['ecs:RegisterTaskDefinition', 'ecs:RunTask'], ['ecs-002', 'ecs-004']),
  passing('ecs-start', 'ecs-tasks.amazonaws.com', 'start an ECS task with the role', ['ecs:RegisterTaskDefinition', 'ecs:StartTask'], ['ecs-005']),
  passing('ecs-service', 'ecs-tasks.amazonaws.com', 'create an ECS service with the role', ['ecs:RegisterTaskDefinition', 'ecs:CreateService'], ['ecs-001', 'ecs-003']),
  passing('cloudformation', 'cloudformation.amazonaws.com', 'create a CloudFormation stack with the role', ['cloudformation:CreateStack'], ['cloudformation-001']),
  passing('cloudformation-set', 'cloudformation.amazonaws.com', 'create a CloudFormation stack set with the role', ['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'], ['cloudformation-003'], ['the stack set’s execution role']),
  passing('cloudformation-update-set', 'cloudformation.amazonaws.com', 'update a CloudFormation stack set with the role', ['cloudformation:UpdateStackSet'], ['cloudformation-004'], ['a stack set with an execution role']),
  passing('codebuild', 'codebuild.amazonaws.com', 'build a new CodeBuild project with the role', ['codebuild:CreateProject', 'codebuild:StartBuild'], ['codebuild-001']),
  passing('codebuild-batch', 'codebuild.amazonaws.com', 'build a new CodeBuild project with the role, as a batch', ['codebuild:CreateProject', 'codebuild:StartBuildBatch'], ['codebuild-004']),
  passing('glue-endpoint', 'glue.amazonaws.com', 'create a Glue development endpoint with the role', ['glue:CreateDevEndpoint'], ['glue-001']),
  passing('glue-job', 'glue.amazonaws.com', 'run a new Glue job with the role', ['glue:CreateJob', 'glue:StartJobRun'], ['glue-003']),
  passing('glue-job-trigger', 'glue.amazonaws.com', 'let a trigger run a new Glue job with the role', ['glue:CreateJob', 'glue:CreateTrigger'], ['glue-004']),
  passing('glue-update-job', 'glue.amazonaws.com', 'run a changed Glue job with the role', ['glue:UpdateJob', 'glue:StartJobRun'], ['glue-005'], ['a Glue job to change']),
  passing('glue-update-job-trigger', 'glue.amazonaws.com', 'let a trigger run a changed Glue job with the role', ['glue:UpdateJob', 'glue:CreateTrigger'], ['glue-006'], ['a Glue job to change']),
  passing('glue-session', 'glue.amazonaws.com', 'run statements in a Glue session with the role', ['glue:CreateSession', 'glue:RunStatement']),
  passing('sagemaker-notebook', 'sagemaker.amazonaws.com', 'open a new SageMaker notebook instance with the role', ['sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'], ['sagemaker-001']),
  passing('sagemaker-training', 'sagemaker.amazonaws.com', 'run a SageMaker training job with the role', ['sagemaker:CreateTrainingJob'], ['sagemaker-002']),
  passing('sagemaker-processing', 'sagemaker.amazonaws.com', 'run a SageMaker processing job with the role', ['sagemaker:CreateProcessingJob'], ['sagemaker-003']),
  passing('apprunner', 'tasks.apprunner.amazonaws.com', 'run an App Runner service with the role', ['apprunner:CreateService'], ['apprunner-001']),
  passing('bedrock-agentcore', 'bedrock-agentcore.amazonaws.com', 'run code in a new Bedrock AgentCore interpreter with the role', ['bedrock-agentcore:CreateCodeInterpreter', 'bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'], ['bedrock-001']),
  passing('datapipeline', 'datapipeline.amazonaws.com', 'run a new data pipeline with the role', ['datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'], ['datapipeline-001'], ['a second role for the pipeline’s instances']),
  passing('states', 'states.amazonaws.com', 'run a new Step Functions state machine with the role', ['states:CreateStateMachine', 'states:StartExecution']),
  passing('scheduler', 'scheduler.amazonaws.com', 'schedule a call with the role', ['scheduler:CreateSchedule']),
  passing('ssm-automation', 'ssm.amazonaws.com', 'run a Systems Manager automation with the role', ['ssm:StartAutomationExecution']),
  passing('batch', 'ecs-tasks.amazonaws.com', 'run a Batch job with the role', ['batch:RegisterJobDefinition', 'batch:SubmitJob'], undefined, ['a Batch job queue']),
  passing('emr-serverless', 'emr-serverless.amazonaws.com', 'run an EMR Serverless job with the role', ['emr-serverless:CreateApplication', 'emr-serverless:StartJobRun']),
];

function takingOver(id: string, what: ComputeKind, name: string, actions: readonly string[], pathfinding?: readonly string[], unless?: readonly string[]): Technique {
  return {
    id,
    name,
    target: { kind: 'compute', what },
    permissions: on('compute', ...actions),
    trust: 'nobody',
    ends: 'role',
    pathfinding,
    unless,
  };
}

const runCommand = 'arn:aws:ssm:*::document/AWS-RunShellScript';

const existingCompute: readonly Technique[] = [
  takingOver('lambda-code-invoke', 'Lambda function', 'replace a Lambda function’s code and run it', ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], ['lambda-004']),
  takingOver('lambda-code-permission', 'Lambda function', 'replace a Lambda function’s code and let another account run it', ['lambda:UpdateFunctionCode', 'lambda:AddPermission'], ['lambda-005']),
  takingOver('lambda-code', 'Lambda function', 'replace a Lambda function’s code and wait for its next run', ['lambda:UpdateFunctionCode'], ['lambda-003'], ['that something runs the function']),
  takingOver('lambda-configuration-invoke', 'Lambda function', 'put a layer under a Lambda function and run it', ['lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction']),
  takingOver('lambda-configuration', 'Lambda function', 'put a layer under a Lambda function and wait for its next run', ['lambda:UpdateFunctionConfiguration'], undefined, ['that something runs the function']),
  takingOver('ssm-session', 'EC2 instance', 'open a Systems Manager session on an instance', ['ssm:StartSession'], ['ssm-001'], ['that the Systems Manager agent runs on it']),
  {
    ...takingOver('ssm-command', 'EC2 instance', 'run a command on an instance', [], ['ssm-002'], ['that the Systems Manager agent runs on it']),
    permissions: [{ action: 'ssm:SendCommand', on: 'compute', also: runCommand }],
  },
  takingOver('ec2-connect', 'EC2 instance', 'push an SSH key onto an instance', ['ec2-instance-connect:SendSSHPublicKey'], ['ec2instanceconnect-003'], ['a network path to it']),
  takingOver('ec2-user-data', 'EC2 instance', 'restart an instance with other user data', ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'], ['ec2-002']),
  takingOver('ec2-launch-template', 'EC2 launch template', 'change the template that new instances start from', ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'], ['ec2-004'], ['that instances start from its default version']),
  takingOver('ecs-exec', 'ECS task', 'run a command in a running ECS task', ['ecs:ExecuteCommand'], undefined, ['that ECS Exec is on for it']),
  takingOver('codebuild-override', 'CodeBuild project', 'build a CodeBuild project with other commands', ['codebuild:StartBuild'], ['codebuild-002']),
  takingOver('codebuild-batch-override', 'CodeBuild project', 'build a CodeBuild project with other commands, as a batch', ['codebuild:StartBuildBatch'], ['codebuild-003'], ['that it allows batch builds']),
  takingOver('cloudformation-update', 'CloudFormation stack', 'update a CloudFormation stack that has a role', ['cloudformation:UpdateStack'], ['cloudformation-002']),
  takingOver('cloudformation-change-set', 'CloudFormation stack', 'execute a change set on a CloudFormation stack that has a role', ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'], ['cloudformation-005']),
  takingOver('glue-endpoint', 'Glue development endpoint', 'push an SSH key onto a Glue development endpoint', ['glue:UpdateDevEndpoint'], ['glue-002']),
  takingOver('sagemaker-url', 'SageMaker notebook instance', 'open a SageMaker notebook instance', ['sagemaker:CreatePresignedNotebookInstanceUrl'], ['sagemaker-004']),
  {
    ...takingOver('sagemaker-lifecycle', 'SageMaker notebook instance', 'restart a SageMaker notebook instance with other start-up commands', ['sagemaker:StopNotebookInstance', 'sagemaker:UpdateNotebookInstance', 'sagemaker:StartNotebookInstance'], ['sagemaker-005']),
    permissions: [
      ...on('any', 'sagemaker:CreateNotebookInstanceLifecycleConfig'),
      ...on('compute', 'sagemaker:StopNotebookInstance', 'sagemaker:UpdateNotebookInstance', 'sagemaker:StartNotebookInstance'),
    ],
  },
  takingOver('apprunner-update', 'App Runner service', 'make an App Runner service run something else', ['apprunner:UpdateService'], ['apprunner-002']),
  takingOver('bedrock-interpreter', 'Bedrock AgentCore code interpreter', 'run code in a Bedrock AgentCore interpreter', ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'], ['bedrock-002']),
  takingOver('states-update', 'Step Functions state machine', 'change a Step Functions state machine and run it', ['states:UpdateStateMachine', 'states:StartExecution']),
  {
    id: 'deployment-object',
    name: 'overwrite the object that code is deployed from',
    target: { kind: 'code of compute' },
    permissions: on('code', 's3:PutObject'),
    trust: 'nobody',
    ends: 'role',
    unless: ['when it is next deployed'],
  },
];

/** A door’s own actions: each of them alone takes over an account of a directory that vends roles. */
const takesOverAUser = ['AdminSetUserPassword', 'AdminAddUserToGroup', 'AdminUpdateUserAttributes', 'AdminInitiateAuth', 'AdminCreateUser', 'AdminLinkProviderForUser'];

const doors: readonly Technique[] = [
  ...takesOverAUser.map(
    (name): Technique => ({
      id: `user-pool-${name}`,
      name: `become another user or group of the user pool with ${name}`,
      target: { kind: 'door' },
      permissions: on('door', `cognito-idp:${name}`),
      trust: 'nobody',
      ends: 'role',
    }),
  ),
  {
    id: 'user-pool-settings',
    name: 'open the user pool to anyone',
    target: { kind: 'door' },
    permissions: on('door', 'cognito-idp:UpdateUserPool'),
    trust: 'nobody',
    ends: 'role',
  },
  {
    id: 'user-pool-provider',
    name: 'let another identity provider sign users in',
    target: { kind: 'door' },
    permissions: on('door', 'cognito-idp:CreateIdentityProvider', 'cognito-idp:UpdateUserPoolClient'),
    trust: 'nobody',
    ends: 'role',
  },
  {
    id: 'identity-pool-update',
    name: 'make the identity pool accept other logins',
    target: { kind: 'door' },
    permissions: on('door', 'cognito-identity:UpdateIdentityPool'),
    trust: 'nobody',
    ends: 'role',
    contested: true,
  },
  {
    id: 'identity-pool-roles',
    name: 'give the identity pool another role to vend',
    target: { kind: 'door' },
    permissions: [
      { action: 'iam:PassRole', on: 'role', given: { 'iam:PassedToService': 'cognito-identity.amazonaws.com' } },
      ...on('door', 'cognito-identity:SetIdentityPoolRoles'),
    ],
    trust: 'nobody',
    ends: 'role',
    contested: true,
  },
  {
    id: 'identity-pool-tags',
    name: 'choose which claim becomes which principal tag',
    target: { kind: 'door' },
    permissions: on('door', 'cognito-identity:SetPrincipalTagAttributeMap'),
    trust: 'nobody',
    ends: 'role',
    contested: true,
  },
  {
    id: 'identity-pool-developer',
    name: 'speak for any identity as the developer provider',
    target: { kind: 'door' },
    permissions: on('door', 'cognito-identity:GetOpenIdTokenForDeveloperIdentity'),
    trust: 'nobody',
    ends: 'role',
    contested: true,
  },
];

export const techniques: readonly Technique[] = [...ownPolicy, ...ownUser, ...otherRole, ...users, ...newCompute, ...existingCompute, ...doors];
