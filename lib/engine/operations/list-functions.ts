import { describeFunction } from '../lambda-function';
import { operation } from '../operation';
import { pageOf } from '../page';

interface Input {
  readonly MaxItems?: number | string;
  readonly Marker?: string;
}

export const ListFunctions = operation({
  name: 'lambda:ListFunctions',
  says: 'Lists the account’s functions with their roles.',
  access: 'signed',
  rules: {},
  perform(input: Input, context) {
    const { page, next } = pageOf(context.list('AWS::Lambda::Function'), Number(input.MaxItems ?? 50), input.Marker);
    return { Functions: page.map((one) => describeFunction(one, context)), ...(next === undefined ? {} : { NextMarker: next }) };
  },
});
