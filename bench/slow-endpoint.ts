import { parentPort, workerData } from 'node:worker_threads';
import { faultsAt, serveFaulty, type Fault } from '../lib/wire/faulty-server.testing';
import { demoWorld } from '../lib/world/accounts/demo';

// The far end of the wire, on a thread of its own: what it takes to answer is none of the reader's time.
const { latency, often } = workerData as { readonly latency: number; readonly often?: Readonly<Record<Fault, number>> };
const served = await serveFaulty({ world: demoWorld, latency, ...(often === undefined ? {} : { faultOf: faultsAt(often) }) });
parentPort?.on('message', () => parentPort?.postMessage(served.counts));
parentPort?.postMessage(served.endpoint);
