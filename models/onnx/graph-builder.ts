import { writeFileSync } from 'node:fs';
import onnxProto, { type onnx } from 'onnx-proto';
import { type Attribute, attributeProto } from './attribute.ts';
import { bytesOf, type ElementType, elementTypes, type TensorData } from './element-type.ts';
import type { ExternalDataWriter } from './external-data.ts';

const { ModelProto, TensorProto } = onnxProto.onnx;

/** ONNX operator set and the file format's version that came with it. */
const operatorSet = 21;
const formatVersion = 10;
/** Domain of onnxruntime's own operators. */
export const microsoftDomain = 'com.microsoft';

/** A tensor in the graph, by name. */
export type Value = string & { readonly value?: unique symbol };

/** A dimension: a number, or a name for one that varies. */
export type Dimension = number | string;

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: typeof microsoftDomain;
}

/** Tensors above this many bytes go to the external file. */
const inlineLimit = 4096;

/** Writes an ONNX graph node by node. Values are named by the scope they were made in, so that a profile can be read. */
export class GraphBuilder {
  readonly #name: string;
  readonly #external: ExternalDataWriter | undefined;
  readonly #nodes: onnx.INodeProto[] = [];
  readonly #initializers: onnx.ITensorProto[] = [];
  readonly #inputs: onnx.IValueInfoProto[] = [];
  readonly #outputs: onnx.IValueInfoProto[] = [];
  readonly #small = new Map<string, Value>();
  #scope = '';
  #count = 0;

  /** @param external where large tensors go; without it the graph must stay below protobuf's 2 GB */
  constructor(name: string, external?: ExternalDataWriter) {
    this.#name = name;
    this.#external = external;
  }

  /** Runs `build` with `name` added to the names of what it makes. */
  within<T>(name: string, build: () => T): T {
    const outer = this.#scope;
    this.#scope = `${outer}${name}/`;
    try {
      return build();
    } finally {
      this.#scope = outer;
    }
  }

  input(name: string, type: ElementType, dimensions: readonly Dimension[]): Value {
    this.#inputs.push(valueInfo(name, type, dimensions));
    return name;
  }

  /** Gives `value` to the caller under the name `name`. */
  output(name: string, type: ElementType, dimensions: readonly Dimension[], value: Value): void {
    this.#nodes.push({ opType: 'Identity', name: `output/${name}`, input: [value], output: [name] });
    this.#outputs.push(valueInfo(name, type, dimensions));
  }

  /** A tensor stored with the graph; large ones go to the external file. `name` makes it findable from outside. */
  tensor(type: ElementType, dimensions: readonly number[], data: TensorData, name?: string): Value {
    const count = dimensions.reduce((product, dimension) => product * dimension, 1);
    if (data.byteLength !== count * elementTypes[type].bytes) {
      throw new Error(`a ${type} tensor of ${dimensions.join('×')} does not hold ${data.byteLength} bytes`);
    }
    const value = name ?? this.#fresh('tensor');
    const tensor: onnx.ITensorProto = { name: value, dataType: elementTypes[type].code, dims: [...dimensions] };
    if (this.#external && data.byteLength > inlineLimit) {
      const { offset, length } = this.#external.append(bytesOf(data));
      tensor.dataLocation = TensorProto.DataLocation.EXTERNAL;
      tensor.externalData = [
        { key: 'location', value: this.#external.fileName },
        { key: 'offset', value: String(offset) },
        { key: 'length', value: String(length) },
      ];
    } else {
      tensor.rawData = bytesOf(data).slice();
    }
    this.#initializers.push(tensor);
    return value;
  }

  /** A small float tensor, stored once however often it is asked for. No `dimensions` makes a scalar. */
  floats(values: readonly number[], dimensions: readonly number[] = []): Value {
    return this.#shared('float32', dimensions, Float32Array.from(values));
  }

  /** A one-dimensional int64 tensor, as shapes and axes are given. */
  integers(values: readonly number[]): Value {
    return this.#shared('int64', [values.length], BigInt64Array.from(values, BigInt));
  }

  /** A scalar of type uint8, as zero points are given. */
  byte(value: number): Value {
    return this.#shared('uint8', [], Uint8Array.of(value));
  }

  /** Adds a node with one output and returns that. An absent optional input is ''. */
  node(operator: string, inputs: readonly Value[], options?: NodeOptions): Value {
    return this.nodes(operator, inputs, 1, options)[0]!;
  }

  /** Adds a node with `outputs` outputs. */
  nodes(operator: string, inputs: readonly Value[], outputs: number, options: NodeOptions = {}): Value[] {
    const made = Array.from({ length: outputs }, () => this.#fresh(operator));
    this.#push(operator, inputs, made, options);
    return made;
  }

  /** Like `nodes`, for an operator whose outputs are wanted by position; false leaves one out. */
  chosenOutputs(operator: string, inputs: readonly Value[], wanted: readonly boolean[], options: NodeOptions = {}) {
    const made = wanted.map((want) => (want ? this.#fresh(operator) : ''));
    this.#push(operator, inputs, made, options);
    return made;
  }

  #push(operator: string, inputs: readonly Value[], outputs: readonly Value[], options: NodeOptions): void {
    this.#nodes.push({
      opType: operator,
      name: this.#fresh(`${operator}.node`),
      input: [...inputs],
      output: [...outputs],
      domain: options.domain ?? '',
      attribute: Object.entries(options.attributes ?? {}).map(([name, value]) => attributeProto(name, value)),
    });
  }

  /** The whole model as ONNX protobuf. */
  encode(): Uint8Array {
    return ModelProto.encode({
      irVersion: formatVersion,
      producerName: 'masthead',
      opsetImport: [
        { domain: '', version: operatorSet },
        { domain: microsoftDomain, version: 1 },
      ],
      graph: {
        name: this.#name,
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs,
        output: this.#outputs,
      },
    }).finish();
  }

  write(path: string): void {
    writeFileSync(path, this.encode());
  }

  #fresh(kind: string): Value {
    this.#count += 1;
    return `${this.#scope}${kind}.${this.#count}`;
  }

  #shared(type: ElementType, dimensions: readonly number[], data: TensorData): Value {
    const key = `${type}[${dimensions.join()}]=${data.join()}`;
    const known = this.#small.get(key);
    if (known !== undefined) return known;
    const value = this.tensor(type, dimensions, data, `constant/${this.#small.size}`);
    this.#small.set(key, value);
    return value;
  }
}

function valueInfo(name: string, type: ElementType, dimensions: readonly Dimension[]): onnx.IValueInfoProto {
  const dim = dimensions.map((dimension) =>
    typeof dimension === 'number' ? { dimValue: dimension } : { dimParam: dimension },
  );
  return { name, type: { tensorType: { elemType: elementTypes[type].code, shape: { dim } } } };
}
