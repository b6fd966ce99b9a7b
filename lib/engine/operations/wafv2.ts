import type { AnyOperation } from '../operation';
import { GetWebACLForResource } from './get-web-acl-for-resource';

/** Every operation of AWS WAF's. A new one is one file, its test, and one line here. */
export const wafOperations: readonly AnyOperation[] = [GetWebACLForResource];
