import type { IdentityPoolPrincipalTag } from '../../world/resources';
import { poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

type Input = Partial<IdentityPoolPrincipalTag>;

/** Says which claims become principal tags. From then on, roles must allow sts:TagSession in their trust policies. */
export const SetPrincipalTagAttributeMap = operation({
  name: 'cognito-identity:SetPrincipalTagAttributeMap',
  says: 'Sets which claims of a provider’s tokens become principal tags.',
  access: 'signed',
  rules: {
    ...poolRule,
    tags: {
      says: 'At most 50 tags are mapped.',
      label: '≤ 50 tags',
      cite: 'aws-facts §4',
      error: { code: 'InvalidParameterException', message: 'More principal tags are mapped than are allowed.', wording: 'unconfirmed' },
    },
  },
  perform(input: Input, context) {
    const { IdentityPoolId } = poolNamed(input.IdentityPoolId, context);
    const { IdentityProviderName = '', UseDefaults, PrincipalTags } = input;
    const count = Object.keys(PrincipalTags ?? {}).length;
    context.hold('tags', count <= 50, `${count} tags`);
    const map: IdentityPoolPrincipalTag = {
      IdentityPoolId,
      IdentityProviderName,
      ...(UseDefaults === undefined ? {} : { UseDefaults }),
      ...(PrincipalTags === undefined ? {} : { PrincipalTags }),
    };
    context.put('AWS::Cognito::IdentityPoolPrincipalTag', `${IdentityPoolId}/${IdentityProviderName}`, map);
    return map;
  },
});
