import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type pg from "pg";
import { createMigrationAdapter } from "./migration-adapter";

let loadingEngine: Promise<typeof SchemaEngine> | undefined;

/** Prisma's own schema engine, as WebAssembly. Its package's main file is for bundlers: Node 20 cannot import .wasm. */
async function loadEngine(): Promise<typeof SchemaEngine> {
  const script = import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const binary = await readFile(fileURLToPath(script.replace(/\.js$/, ".wasm")));
  const { instance } = await WebAssembly.instantiate(binary, { "./schema_engine_bg.js": { ...bindings } });
  // The engine hands the message of a panic to this global before it traps.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(text) },
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings.SchemaEngine;
}

/**
 * Runs `work` with the schema engine on the database of `url`. Everything goes through `pool`, which has one connection, so
 * that a session lock covers the engine's statements too.
 */
export async function withEngine<T>(
  url: string,
  pool: pg.Pool,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loadingEngine ??= loadEngine();
  const Engine = await loadingEngine;
  const adapter = bindMigrationAwareSqlAdapterFactory(createMigrationAdapter(url, pool));
  const engine = await Engine.new({ datamodels: undefined }, () => {}, adapter);
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}
