export function withFolderLock<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T>;
export function isStale(path: string): Promise<boolean>;
export function keepFresh(path: string): () => void;
