import { answerNode } from '../lib/wire/node-http';
import type { Answer } from './server';

/** Everything under /aws. */
export const answerAsAws: Answer = (request, response) => answerNode(request, response);
