import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A statement at which the proxy stops a client. */
export interface StoppingPoint {
  /** Part of the statement's SQL or name. */
  text: string;
  /** Part of the SQL or name of an earlier statement in the same transaction. */
  after?: string;
  /** Whether to stop before Postgres gets the statement, or before the client gets its response. */
  at: "request" | "response";
}

/** What the proxy does with notifications; "late": it keeps them until the mode changes. */
export type NotificationMode = "delivered" | "lost" | "doubled" | "late";

export interface PostgresProxy {
  url: string;
  /** Resolves when a client is stopped at the point; its further requests, or its responses, are kept until `release`. */
  stopAt(point: StoppingPoint): Promise<void>;
  release(): void;
  /** Whether a client has sent a statement with this text since `forgetStatements`. */
  hasSent(text: string): boolean;
  forgetStatements(): void;
  setNotifications(mode: NotificationMode): void;
  /** The process IDs of all its sessions in Postgres, including ended ones. */
  readonly sessionPids: number[];
  close(): void;
}

/** Splits a stream of the Postgres protocol into messages. The first message of a client has no type byte. */
class MessageReader {
  #unreadBytes = Buffer.alloc(0);
  #hasType: boolean;

  constructor(hasType: boolean) {
    this.#hasType = hasType;
  }

  push(bytes: Buffer): Buffer[] {
    this.#unreadBytes = Buffer.concat([this.#unreadBytes, bytes]);
    const messages: Buffer[] = [];
    for (;;) {
      const typeBytes = this.#hasType ? 1 : 0;
      if (this.#unreadBytes.length < typeBytes + 4) return messages;
      const length = typeBytes + this.#unreadBytes.readUInt32BE(typeBytes);
      if (this.#unreadBytes.length < length) return messages;
      messages.push(this.#unreadBytes.subarray(0, length));
      this.#unreadBytes = this.#unreadBytes.subarray(length);
      this.#hasType = true;
    }
  }
}

const typeOf = (message: Buffer) => String.fromCharCode(message[0] ?? 0);
const textsOf = (message: Buffer) => message.subarray(5).toString("latin1").split("\0");

/** Reads the names and the SQL of the statements that a client executes. */
class StatementReader {
  readonly #sqlByName = new Map<string, string>();

  /** The statement that this message executes, if any. */
  read(message: Buffer): string | undefined {
    const [first = "", second = ""] = textsOf(message);
    switch (typeOf(message)) {
      case "Q":
        return first;
      case "P":
        this.#sqlByName.set(first, second);
        return undefined;
      case "B":
        return `${second} ${this.#sqlByName.get(second) ?? ""}`;
      default:
        return undefined;
    }
  }
}

/**
 * Starts a proxy between one process and Postgres (without TLS). It can stop that process at a chosen statement: before Postgres
 * gets the statement, or after Postgres has executed it and before the process knows. It can also lose, double or delay notifications.
 */
export async function startPostgresProxy(address: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(address);
  const sessionPids: number[] = [];
  const sockets = new Set<Socket>();
  const sentStatements: string[] = [];
  let stop: { point: StoppingPoint; reached: () => void } | undefined;
  const releases: (() => void)[] = [];
  let mode: NotificationMode = "delivered";
  const withheldNotifications: (() => void)[] = [];

  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    const statements = new StatementReader();
    let transaction: string[] = [];
    let toServer: Buffer[] | undefined;
    let toClient: Buffer[] | undefined;
    let reached = () => {};

    const forward = (message: Buffer) => {
      if (toServer) return void toServer.push(message);
      const statement = statements.read(message);
      if (statement !== undefined) {
        if (statement === "BEGIN") transaction = [];
        const point = stop?.point;
        const matches = point && statement.includes(point.text);
        if (matches && (!point.after || transaction.some((text) => text.includes(point.after ?? "")))) {
          reached = stop?.reached ?? reached;
          stop = undefined;
          releases.push(resume);
          if (point.at === "request") {
            toServer = [message];
            return reached();
          }
          toClient = [];
        }
        transaction.push(statement);
        sentStatements.push(statement);
      }
      server.write(message);
    };
    const forwardToClient = (message: Buffer) => {
      const type = typeOf(message);
      // BackendKeyData: the session's process ID comes after the type and the length.
      if (type === "K") sessionPids.push(message.readInt32BE(5));
      if (type === "A" && mode !== "delivered") {
        if (mode === "late") withheldNotifications.push(() => client.write(message));
        if (mode === "doubled") client.write(Buffer.concat([message, message]));
        return;
      }
      if (!toClient) return void client.write(message);
      toClient.push(message);
      if (type === "Z") reached();
    };
    const resume = () => {
      const [requests, responses] = [toServer ?? [], toClient ?? []];
      toServer = undefined;
      toClient = undefined;
      for (const message of requests) server.write(message);
      for (const message of responses) client.write(message);
    };
    const fromClient = new MessageReader(false);
    const fromServer = new MessageReader(true);
    client.on("data", (bytes) => fromClient.push(bytes).forEach(forward));
    server.on("data", (bytes) => fromServer.push(bytes).forEach(forwardToClient));
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const url = new URL(address);
  url.hostname = "127.0.0.1";
  url.port = String((proxy.address() as AddressInfo).port);

  return {
    url: url.href,
    sessionPids,
    stopAt: (point) =>
      new Promise((resolve) => {
        stop = { point, reached: resolve };
      }),
    release() {
      stop = undefined;
      for (const resume of releases.splice(0)) resume();
    },
    hasSent: (text) => sentStatements.some((statement) => statement.includes(text)),
    forgetStatements: () => void sentStatements.splice(0),
    setNotifications(next) {
      mode = next;
      if (mode !== "late") for (const deliver of withheldNotifications.splice(0)) deliver();
    },
    close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
