import type { AwsError } from '../engine/refusal';
import type { WireResponse } from './message';

/** An operation as a request calls for it, and how its service words the answer. */
export interface WireCall {
  /** The service whose signature the request must carry. */
  readonly service: string;
  /** As IAM names the action; for what has no name there, in words of ours that no operation has. */
  readonly operation: string;
  /** Undefined when the body cannot be read. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  output(output: Readonly<Record<string, unknown>>, requestId: string): WireResponse;
  refusal(error: AwsError, requestId: string): WireResponse;
}
