/** Something that the person at the keyboard can mend: shown as its sentence alone, without a stack. */
export class Failure extends Error {
  /** @param {string} message what went wrong, where, and what to do
   *  @param {number} exitStatus 2 when the command was written wrongly, 1 for everything else */
  constructor(message, exitStatus = 1) {
    super(message);
    this.exitStatus = exitStatus;
  }
}

/** Runs a script's work and turns a Failure into its sentence and exit status. A bug keeps its stack. */
export async function orExplain(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    process.exitCode = error.exitStatus;
  }
}
