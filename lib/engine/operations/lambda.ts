import type { AnyOperation } from '../operation';
import { AddPermission } from './add-permission';
import { CreateFunction } from './create-function';
import { DeleteFunction } from './delete-function';
import { GetFunction } from './get-function';
import { GetFunctionConfiguration } from './get-function-configuration';
import { GetPolicy } from './lambda-get-policy';
import { InvokeFunction } from './invoke-function';
import { InvokeFunctionUrl } from './invoke-function-url';
import { ListFunctions } from './list-functions';
import { UpdateFunctionCode } from './update-function-code';

/** Every operation of Lambda's. A new one is one file, its test, and one line here. */
export const lambdaOperations: readonly AnyOperation[] = [
  AddPermission,
  CreateFunction,
  DeleteFunction,
  GetFunction,
  GetFunctionConfiguration,
  GetPolicy,
  InvokeFunction,
  InvokeFunctionUrl,
  ListFunctions,
  UpdateFunctionCode,
];
