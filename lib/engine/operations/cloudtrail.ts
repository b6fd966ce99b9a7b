import type { AnyOperation } from '../operation';
import { DescribeTrails } from './describe-trails';
import { GetEventSelectors } from './get-event-selectors';

/** Every operation of AWS CloudTrail's. A new one is one file, its test, and one line here. */
export const cloudtrailOperations: readonly AnyOperation[] = [DescribeTrails, GetEventSelectors];
