export function withFolderLock<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T>;
