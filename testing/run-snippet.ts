import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";

/** The raw body and the headers of a webhook, as a receiver gets them. */
export interface ReceivedWebhook {
  body: Buffer;
  headers: Record<string, string>;
}

interface Runner {
  /** A command that succeeds if this machine has the language, in a version that can run the snippets. */
  checkCommand: string[];
  /** Programs beside the snippet. Given N, they print genuine or forged for each request from 0 to N-1 (body.0, headers.0 and so on). */
  files?: Record<string, string>;
  build?: string[];
  run: string[];
}

const runnerByLanguage: Record<string, Runner> = {
  node: {
    checkCommand: ["node", "--version"],
    files: {
      "main.mjs": `import { readFileSync } from "node:fs";
import { isGenuine } from "./verify-webhook.mjs";
for (let i = 0; i < Number(process.argv[2]); i += 1) {
  const lines = readFileSync(\`headers.\${i}\`, "utf8").split("\\n").filter(Boolean).map((line) => line.split(": "));
  const headers = Object.fromEntries(lines.map(([name, value]) => [name.toLowerCase(), value]));
  console.log(isGenuine(readFileSync(\`body.\${i}\`), headers) ? "genuine" : "forged");
}`,
    },
    run: ["node", "main.mjs"],
  },
  python: {
    checkCommand: ["python3", "-c", "import sys; assert sys.version_info >= (3, 9)"],
    files: {
      "main.py": `import sys
from verify_webhook import is_genuine
for i in range(int(sys.argv[1])):
    lines = [line.split(": ", 1) for line in open(f"headers.{i}").read().splitlines()]
    headers = {name.lower(): value for name, value in lines}
    print("genuine" if is_genuine(open(f"body.{i}", "rb").read(), headers) else "forged")`,
    },
    run: ["python3", "main.py"],
  },
  java: {
    checkCommand: ["javac", "--version"],
    files: {
      "Main.java": `import java.nio.file.*;
import java.util.*;
class Main {
  public static void main(String[] given) throws Exception {
    for (int i = 0; i < Integer.parseInt(given[0]); i++) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String line : Files.readAllLines(Path.of("headers." + i))) {
        String[] parts = line.split(": ", 2);
        headers.put(parts[0], parts[1]);
      }
      boolean genuine = Webhooks.isGenuine(Files.readAllBytes(Path.of("body." + i)), headers::get);
      System.out.println(genuine ? "genuine" : "forged");
    }
  }
}`,
    },
    build: ["javac", "-d", ".", "Main.java", "Webhooks.java"],
    run: ["java", "-Xshare:auto", "-cp", ".", "Main"],
  },
  csharp: {
    checkCommand: ["dotnet", "--version"],
    files: {
      "Main.cs": `for (var i = 0; i < int.Parse(args[0]); i++)
{
    var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
    foreach (var line in File.ReadAllLines($"headers.{i}")) headers[line.Split(": ", 2)[0]] = line.Split(": ", 2)[1];
    var genuine = Webhooks.IsGenuine(File.ReadAllBytes($"body.{i}"), name => headers.GetValueOrDefault(name));
    Console.WriteLine(genuine ? "genuine" : "forged");
}`,
      "snippet.csproj": `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework>
<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup></Project>`,
    },
    build: ["dotnet", "build", "--nologo"],
    run: ["dotnet", "run", "--no-build", "--"],
  },
  go: {
    checkCommand: ["go", "version"],
    files: {
      "go.mod": "module example.com/webhooks\n\ngo 1.20\n",
      "main_test.go": `package webhooks

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	count, _ := strconv.Atoi(os.Args[1])
	for i := 0; i < count; i++ {
		body, _ := os.ReadFile(fmt.Sprintf("body.%d", i))
		text, _ := os.ReadFile(fmt.Sprintf("headers.%d", i))
		headers := http.Header{}
		for _, line := range strings.Split(strings.TrimSpace(string(text)), "\\n") {
			name, value, _ := strings.Cut(line, ": ")
			headers.Set(name, value)
		}
		if IsGenuine(body, headers) {
			fmt.Println("genuine")
		} else {
			fmt.Println("forged")
		}
	}
}
`,
    },
    build: ["go", "test", "-c", "-vet=off", "-o", "verify"],
    run: ["./verify"],
  },
  php: {
    checkCommand: ["php", "--version"],
    files: {
      "main.php": `<?php require 'verify_webhook.php';
for ($i = 0; $i < (int) $argv[1]; $i++) {
    $headers = [];
    foreach (file("headers.$i", FILE_IGNORE_NEW_LINES) as $line) {
        [$name, $value] = explode(': ', $line, 2);
        $headers[strtolower($name)] = $value;
    }
    echo is_genuine(file_get_contents("body.$i"), $headers) ? "genuine\\n" : "forged\\n";
}`,
    },
    run: ["php", "main.php"],
  },
  ruby: {
    checkCommand: ["ruby", "--version"],
    files: {
      "main.rb": `require_relative "verify_webhook"
ARGV[0].to_i.times do |i|
  headers = File.readlines("headers.#{i}", chomp: true).to_h { |line| name, value = line.split(": ", 2); [name.downcase, value] }
  puts genuine?(File.binread("body.#{i}"), headers) ? "genuine" : "forged"
end`,
    },
    run: ["ruby", "main.rb"],
  },
  shell: {
    checkCommand: ["openssl", "version"],
    files: {
      "main.sh": `i=0; while [ $i -lt "$1" ]; do sh verify-webhook.sh body.$i headers.$i; i=$((i + 1)); done; exit 0`,
    },
    run: ["sh", "main.sh"],
  },
};

/** Whether this machine can run the snippets of a language. */
export function canRunSnippets(language: string): boolean {
  const [command = "", ...given] = runnerByLanguage[language]?.checkCommand ?? [];
  return spawnSync(command, given).status === 0;
}

/**
 * Prepares a snippet to run, compiling it if necessary. `judge` runs it once over all requests, because some languages' runtimes are
 * slow to start. It returns the lines that the run printed: "genuine" or "forged" for each request, then the lines of stderr. If the
 * run fails, lines for some requests are missing, and the error follows.
 */
export function prepareSnippet(language: string, file: string, code: string) {
  const runner = runnerByLanguage[language];
  if (!runner) throw new Error(`No runner for ${language}.`);
  const folder = mkdtempSync(join(tmpdir(), `snippet-${language}-`));
  const start = (argv: string[], env: Record<string, string> = {}) => {
    const [command = "", ...given] = argv;
    return spawnSync(command, given, { cwd: folder, encoding: "utf8", env: { ...process.env, ...env } });
  };
  for (const [name, text] of Object.entries({ ...runner.files, [file]: code }))
    writeFileSync(join(folder, name), text);
  // TypeScript is compiled to JavaScript, as users of the snippet do, but with esbuild, which starts faster than tsc.
  if (file.endsWith(".ts")) {
    const { code: plain } = transformSync(code, { loader: "ts" });
    writeFileSync(join(folder, file.replace(/\.ts$/, ".mjs")), plain);
  }
  const built = runner.build ? start(runner.build) : undefined;
  if (built && built.status !== 0) throw new Error(`${built.stdout}${built.stderr}`);
  return {
    judge(received: readonly ReceivedWebhook[], env: Record<string, string>): string[] {
      for (const [index, { body, headers }] of received.entries()) {
        writeFileSync(join(folder, `body.${index}`), body);
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
        writeFileSync(join(folder, `headers.${index}`), lines.join(""));
      }
      const { stdout, stderr } = start([...runner.run, String(received.length)], env);
      return [...stdout.split("\n"), ...stderr.split("\n")].filter(Boolean);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
