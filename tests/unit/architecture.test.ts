// What may use what, and the page that shows it.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { architecturePage, PAGE } from "../../toolchain/architecture";
import { circles, shortened } from "../../toolchain/architecture/diagram";
import { parts, programRooms } from "../../toolchain/architecture/rooms";

const uses = parts();
const usedBy = (part: string): string[] => [...(uses.get(part) ?? assert.fail(`there is no ${part}`))].sort();

const LINES = 60;

/** Functions of a program's instructions that have {@link LINES} or more, from their first line to the brace that ends them. */
function longFunctions(program: string): string[] {
  const folder = path.join(__dirname, "../../programs", program, "src/instructions");
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".rs"));
  return files.sort().flatMap((file) => {
    const code = fs.readFileSync(path.join(folder, file), "utf8");
    const functions = code.matchAll(/^( *)(?:pub(?:\([^)]*\))? )?fn (\w+).*[^};\n]\n[\s\S]*?^\1\}$/gm);
    const lengths = [...functions].map(([text, , name]) => ({ name, lines: text.split("\n").length }));
    return lengths.filter(({ lines }) => lines >= LINES).map(({ name, lines }) => `${file}: ${name} has ${lines}`);
  });
}

describe("the architecture", () => {
  it("is drawn as it is", () => {
    const page = fs.readFileSync(path.join(__dirname, "../..", PAGE), "utf8");
    assert.ok(page === architecturePage(), `${PAGE} is stale: run npm run generate`);
  });

  it("goes one way: what users install needs nothing of this repository", () => {
    assert.deepEqual(usedBy("app/sdk"), []);
    assert.deepEqual(usedBy("app/kit"), []);
    assert.deepEqual(usedBy("crates/truestake-math"), []);
  });

  it("has nothing but tests use tests", () => {
    const others = [...uses.keys()].filter((part) => part !== "tests" && usedBy(part).includes("tests"));
    assert.deepEqual(others, []);
    assert.ok(usedBy("tests").includes("toolchain"));
  });

  for (const program of ["truestake", "steward"]) {
    it(`goes one way within programs/${program}: nothing is used by what it uses`, () => {
      const rooms = programRooms(program);
      assert.ok(rooms.get("instructions")?.has("state") && rooms.get("state")?.has("constants"), "arrows are seen");
      assert.deepEqual(circles(rooms), []);
    });
  }

  for (const program of ["truestake", "steward"]) {
    it(`keeps every function of programs/${program}/src/instructions under ${LINES} lines`, () => {
      assert.deepEqual(longFunctions(program), []);
    });
  }

  it("is drawn without the arrows that a longer way says, but for circles", () => {
    const graph = (text: string) => {
      const arrows = text.split(" ").map((arrow) => arrow.split(">") as [string, string]);
      return new Map(arrows.map(([from]) => [from, new Set(arrows.filter(([a]) => a === from).map(([, to]) => to))]));
    };
    const drawn = (text: string) => shortened(graph(text)).map((arrow) => arrow.join(">"));
    assert.deepEqual(drawn("a>b b>c a>c"), ["a>b", "b>c"]);
    assert.deepEqual(drawn("a>b b>a a>c b>c"), ["a>b", "b>a", "b>c"]);
    assert.deepEqual(circles(graph("a>b b>c c>a c>d")), [["a", "b", "c"]]);
    assert.deepEqual(circles(graph("a>b b>c")), []);
    assert.deepEqual(drawn("a>b c>b c>a b>d a>d"), ["a>b", "b>d", "c>a"]);
  });
});
