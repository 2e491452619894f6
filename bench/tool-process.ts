import { fork } from "node:child_process";
import { once } from "node:events";

/** A helper process of the benchmark, which answers each message with one message. */
export interface ToolProcess<Started = unknown> {
  pid: number;
  /** The message that the process sent when it was ready. */
  readyMessage: Started;
  /** Sends a message and resolves with the answer. Rejects when the answer is an error, and when the process ends. */
  request<Answer>(message: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a script of this folder as a process that ends when this process ends. */
export async function startTool<Started>(script: string, args: string[] = []): Promise<ToolProcess<Started>> {
  const child = fork(new URL(`./${script}`, import.meta.url), args);
  const whenEnded = once(child, "exit");
  const receive = async <Answer>(): Promise<Answer> => {
    const rejectOnExit = whenEnded.then(() => {
      throw new Error(`${script} has ended`);
    });
    const [answer] = (await Promise.race([once(child, "message"), rejectOnExit])) as [
      Answer & { error?: string },
    ];
    if (answer.error) throw new Error(answer.error);
    return answer;
  };
  return {
    pid: child.pid ?? 0,
    readyMessage: await receive<Started>(),
    request<Answer>(message: object) {
      child.send(message);
      return receive<Answer>();
    },
    async stop() {
      if (child.connected) child.disconnect();
      await whenEnded;
    },
  };
}
