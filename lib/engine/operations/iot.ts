import type { AnyOperation } from '../operation';
import { AttachPolicy } from './attach-policy';
import { CreatePolicy } from './iot-create-policy';
import { DetachPolicy } from './detach-policy';
import { GetPolicy } from './iot-get-policy';
import { ListAttachedPolicies } from './list-attached-policies';
import { ListPolicies } from './iot-list-policies';
import { Publish } from './publish';

/** Every operation of AWS IoT's. A new one is one file, its test, and one line here. */
export const iotOperations: readonly AnyOperation[] = [
  AttachPolicy,
  CreatePolicy,
  DetachPolicy,
  GetPolicy,
  ListAttachedPolicies,
  ListPolicies,
  Publish,
];
