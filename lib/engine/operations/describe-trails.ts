import { operation } from '../operation';

export const DescribeTrails = operation({
  name: 'cloudtrail:DescribeTrails',
  says: 'Lists the account’s trails.',
  access: 'signed',
  rules: {},
  perform: (_input: object, context) => ({
    trailList: context.list('AWS::CloudTrail::Trail').map(({ AdvancedEventSelectors: _selectors, ...trail }) => trail),
  }),
});
