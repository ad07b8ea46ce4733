// Turns a Smithy model (JSON AST) into the schemas that the SDK's own code generator would write for
// a service: arrays that begin with the kind of shape, as @smithy/types describes them.
import { ServiceException } from "@smithy/core/client";
import { TypeRegistry } from "@smithy/core/schema";

const SIMPLE = { string: 0, enum: 0, byte: 1, short: 1, integer: 1, intEnum: 1, long: 1, float: 1,
  double: 1, boolean: 2, timestamp: 4, blob: 21, document: 15, bigInteger: 17, bigDecimal: 19 };
const PRELUDE = { String: 0, Blob: 21, Boolean: 2, PrimitiveBoolean: 2, Timestamp: 4, Document: 15,
  Byte: 1, Short: 1, Integer: 1, PrimitiveInteger: 1, Long: 1, PrimitiveLong: 1, Float: 1, Double: 1,
  BigInteger: 17, BigDecimal: 19, Unit: "unit" };
const FORMAT = { "date-time": 5, "http-date": 6, "epoch-seconds": 7 };
const BOX = { list: 1, map: 2, structure: 3, union: 4 };

const trait = (shape, name) => shape.traits?.[`smithy.api#${name}`];

class Schemas {
  built = new Map();
  constructor(shapes) { this.shapes = shapes; }

  of(id) {
    const [namespace, name] = id.split("#");
    if (namespace === "smithy.api") return PRELUDE[name];
    if (!this.built.has(id)) this.build(id, namespace, name);
    return this.built.get(id);
  }

  member({ target, traits }) {
    const format = FORMAT[trait({ traits }, "timestampFormat")];
    const schema = format ?? (() => this.of(target));
    return trait({ traits }, "sensitive") ? [schema, 8] : schema;
  }

  build(id, namespace, name) {
    const shape = this.shapes[id];
    const sensitive = trait(shape, "sensitive") ? 8 : 0;
    if (shape.type in SIMPLE) {
      const simple = FORMAT[trait(shape, "timestampFormat")] ?? SIMPLE[shape.type];
      this.built.set(id, sensitive ? [0, namespace, name, sensitive, simple] : simple);
      return;
    }
    const sparse = trait(shape, "sparse") ? { sparse: 1 } : undefined;
    const fault = trait(shape, "error");
    const traits = fault ? { error: fault, httpError: trait(shape, "httpError") ?? (fault === "client" ? 400 : 500) }
      : sparse ? { ...sparse, ...(sensitive && { sensitive: 1 }) } : sensitive;
    const schema = [fault ? -3 : BOX[shape.type], namespace, name, traits];
    this.built.set(id, schema); // before its members: shapes may contain themselves
    if (shape.type === "list") {
      schema.push(this.member(shape.member));
    } else if (shape.type === "map") {
      schema.push(this.member(shape.key), this.member(shape.value));
    } else {
      const members = Object.entries(shape.members ?? {});
      const required = members.filter(([, member]) => trait(member, "required"));
      const ordered = [...required, ...members.filter(([, member]) => !trait(member, "required"))];
      schema.push(ordered.map(([key]) => key), ordered.map(([, member]) => this.member(member)));
      if (required.length > 0) schema.push(required.length);
    }
  }
}

// What a generated client knows of its service: names, operations, registries of its errors.
export function readService(model) {
  const schemas = new Schemas(model.shapes);
  const [id, service] = Object.entries(model.shapes).find(([, shape]) => shape.type === "service");
  const [namespace, target] = id.split("#");
  const sdkId = service.traits["aws.api#service"].sdkId;
  const base = class extends ServiceException {
    static shapeId = `smithy.ts.sdk.synthetic.${namespace}#Base`;
  };
  const synthetic = new TypeRegistry(`smithy.ts.sdk.synthetic.${namespace}`);
  synthetic.registerError([-3, `smithy.ts.sdk.synthetic.${namespace}`, `${sdkId.replaceAll(" ", "")}ServiceException`, 0, [], []], base);
  const errors = new TypeRegistry(namespace);
  for (const [shapeId, shape] of Object.entries(model.shapes)) {
    const $fault = trait(shape, "error");
    if (!$fault) continue;
    const name = shapeId.split("#")[1];
    errors.registerError(schemas.of(shapeId), { [name]: class extends base {
      static shapeId = shapeId;
      name = name;
      $fault = $fault;
      constructor(options) { super({ name, $fault, ...options }); }
    } }[name]);
  }
  const operations = {};
  for (const [shapeId, shape] of Object.entries(model.shapes)) {
    if (shape.type !== "operation") continue;
    const unit = "smithy.api#Unit";
    operations[shapeId.split("#")[1]] = [9, namespace, shapeId.split("#")[1], 0,
      () => schemas.of(shape.input?.target ?? unit), () => schemas.of(shape.output?.target ?? unit)];
  }
  return { namespace, target, sdkId, version: service.version, base, operations,
    registries: [synthetic, errors], signingName: service.traits["aws.auth#sigv4"].name };
}
