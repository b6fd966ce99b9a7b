// What Next would write into next-env.d.ts, without the parts that exist only after a build: types are checked before one.
/// <reference types="next" />
/// <reference types="next/image-types/global" />
