export declare function lockDiffers(output: string): boolean;
