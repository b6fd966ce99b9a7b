import type { AnyOperation } from '../operation';
import { DescribePolicy } from './organizations-describe-policy';
import { ListPolicies } from './organizations-list-policies';
import { ListTargetsForPolicy } from './list-targets-for-policy';

/** Every operation of AWS Organizations'. A new one is one file, its test, and one line here. */
export const organizationsOperations: readonly AnyOperation[] = [DescribePolicy, ListPolicies, ListTargetsForPolicy];
