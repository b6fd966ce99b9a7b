import type { ListIdentitiesInput } from '@aws-sdk/client-cognito-identity';
import { describeIdentity, identitiesOf } from '../identities';
import { aboutPool, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';
import { pageOf } from '../page';

export const ListIdentities = operation({
  name: 'cognito-identity:ListIdentities',
  says: 'Lists the identities of an identity pool.',
  access: 'signed',
  rules: poolRule,
  asks: aboutPool,
  perform(input: ListIdentitiesInput, context) {
    const { IdentityPoolId } = poolNamed(input.IdentityPoolId, context);
    const shown = identitiesOf(IdentityPoolId, context).filter((identity) => !(input.HideDisabled && identity.disabled));
    const { page, next } = pageOf(shown, Math.min(input.MaxResults ?? 60, 60), input.NextToken);
    // Of a real account a sample is known, without who they are.
    const sample = context.get('Lifeguard::IdentitySample', IdentityPoolId)?.Identities ?? [];
    const Identities = [...sample, ...page.map((identity) => describeIdentity(identity, context))];
    return { IdentityPoolId, Identities, ...(next === undefined ? {} : { NextToken: next }) };
  },
});
