export declare function isPackageLockMismatch(output: string): boolean;
