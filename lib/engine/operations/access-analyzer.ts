import type { AnyOperation } from '../operation';
import { ValidatePolicy } from './validate-policy';

/** Every operation of IAM Access Analyzer's. A new one is one file, its test, and one line here. */
export const accessAnalyzerOperations: readonly AnyOperation[] = [ValidatePolicy];
