import { type Answer, endWithSentence } from './server';

/** Everything under /aws. */
export const answerAsAws: Answer = async (_request, response) => {
  endWithSentence(response, 501, 'The emulator does not speak AWS’s protocols yet.');
};
