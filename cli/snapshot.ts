import type { Io } from './io';
