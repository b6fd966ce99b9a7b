/** What a failed request tells: wait and ask again, or take it as the answer. */
export type Failure = 'throttled' | 'transient' | 'garbled' | 'answered';

/** The name of an error as AWS gives it: `AccessDeniedException`, `NoSuchEntity`. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'UnknownError';
  const { name, Code, code } = error as { readonly name?: unknown; readonly Code?: unknown; readonly code?: unknown };
  const generic = name === undefined || name === 'Error' || name === 'AggregateError';
  return String((generic ? (Code ?? code) : name) ?? 'UnknownError');
}

const throttlings = /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete|LimitExceededException)/;
const dropped = /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|TimeoutError|RequestTimeout|NetworkingError|InternalError|InternalFailure|InternalServerError|ServiceUnavailable|ServiceException|ServiceFailure|UnknownError|socket hang up)/;

const notImplemented = 501;

export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  if (throttlings.test(code)) return 'throttled';
  const { $metadata, $retryable } = error as { readonly $metadata?: { readonly httpStatusCode?: number }; readonly $retryable?: { readonly throttling?: boolean } };
  const status = $metadata?.httpStatusCode;
  if (status === 429 || $retryable?.throttling === true) return 'throttled';
  // Whoever does not implement an operation (an emulator, or S3) will not do so in a moment.
  if (status === notImplemented) return 'answered';
  // A page of HTML in place of an answer: a proxy that hiccups, or a server that will say the same for ever.
  if (code === 'SyntaxError') return 'garbled';
  return dropped.test(code) || (status !== undefined && status >= 500) ? 'transient' : 'answered';
}

export interface Waiting {
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 up to 1, so that many callers do not all come back at the same moment. */
  readonly random: () => number;
}

const mostAttempts = 12;
const attemptsWhenGarbled = 4;
const shortestWait = 100;
const longestWait = 20_000;

/**
 * How fast one service may be asked: several requests at a time, fewer as soon as it throttles, slowly more again while it
 * does not. AWS's quotas count per service, hence one pace for each.
 */
export class Pace {
  private width: number;
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(
    private readonly widest: number,
    private readonly waiting: Waiting,
    private readonly attempts = mostAttempts,
  ) {
    this.width = widest;
  }

  /** The request's answer, after as many attempts as it takes. @throws the last error when AWS refuses or never answers */
  async request<T>(send: () => Promise<T>, isStopped: () => boolean): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      await this.enter();
      let failed: unknown;
      try {
        const answer = await send();
        this.width = Math.min(this.widest, this.width + 1 / this.width);
        return answer;
      } catch (error) {
        failed = error;
        if (failureOf(error) === 'throttled') this.width = Math.max(1, this.width / 2);
      } finally {
        this.leave();
      }
      const failure = failureOf(failed);
      const most = failure === 'garbled' ? Math.min(attemptsWhenGarbled, this.attempts) : this.attempts;
      if (failure === 'answered' || attempt >= most || isStopped()) throw failed;
      await this.waiting.sleep(Math.min(longestWait, shortestWait * 2 ** attempt) * (0.5 + this.waiting.random() / 2));
      if (isStopped()) throw failed;
    }
  }

  private async enter(): Promise<void> {
    while (this.running >= Math.max(1, Math.floor(this.width))) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.running++;
  }

  private leave(): void {
    this.running--;
    this.queue.shift()?.();
  }
}
