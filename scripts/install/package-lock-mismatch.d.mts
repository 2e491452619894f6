export declare function isLockMismatch(output: string): boolean;
