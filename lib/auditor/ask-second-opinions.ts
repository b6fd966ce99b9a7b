import type { OpinionQuestion } from '../report/second-opinion';
import type { Waiting } from '../snapshot/pace';
import { opinionNamed } from '../snapshot/reads-second-opinions';
import { Recorder, type Send } from '../snapshot/recorder';
import type { Exchange } from '../snapshot/snapshot';

/** Requests to one service at a time: second opinions are in no hurry. */
const width = 4;

export interface Asking {
  readonly send: Send;
  readonly region: string;
  readonly waiting: Waiting;
  readonly isStopped?: () => boolean;
  /** The host that answers instead of AWS, once it was asked; undefined when it is AWS. */
  readonly elsewhere: (operation: string, region: string) => string | undefined;
}

/** Puts each question once. What is refused or cannot be reached is written down as such, and harms nothing. */
export async function askSecondOpinions(questions: readonly OpinionQuestion[], { send, region, waiting, elsewhere, isStopped = () => false }: Asking): Promise<readonly Exchange[]> {
  const recorder = new Recorder({ send, waiting, isStopped, width });
  await Promise.all(
    questions.map(({ operation, input }) => {
      const read = opinionNamed(operation);
      return read === undefined ? undefined : recorder.ask(read, region, input);
    }),
  );
  return recorder.recorded().map((exchange) => {
    const endpoint = elsewhere(exchange.operation, region);
    return endpoint === undefined ? exchange : { ...exchange, endpoint };
  });
}
