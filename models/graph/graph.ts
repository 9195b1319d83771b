import type { ElementType, TensorData } from '../onnx/element-type.ts';
import type { Dimension, GraphBuilder, NodeOptions, Value } from '../onnx/graph-builder.ts';
import { describe, type Tensor } from './tensor.ts';

/** The gradient for one input of an operation, given those of its outputs; an output that nothing used has none. */
export type InputGradient = (outputGradients: readonly (Tensor | undefined)[]) => Tensor;

/** An operation as it was written, with what differentiation needs of it. */
export interface Operation {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** One an input; null where no gradient can flow (indices, conditions). */
  readonly gradients: readonly (InputGradient | null)[];
}

/**
 * An ONNX graph whose tensors know their shapes and whose operations are kept in the order they were written, so that
 * `differentiate` can walk them backwards (reverse accumulation: Linnainmaa 1970; Griewank and Walther 2008, ch. 3).
 */
export class DifferentiableGraph {
  readonly builder: GraphBuilder;
  readonly operations: Operation[] = [];
  readonly #sizes = new Map<string, () => Value>();
  readonly #shapes = new Map<string, Value>();

  constructor(builder: GraphBuilder) {
    this.builder = builder;
  }

  /** An input; names in its shape become sizes that the graph can compute with. */
  input(name: string, type: ElementType, shape: readonly Dimension[]): Tensor {
    const value = this.builder.input(name, type, shape);
    shape.forEach((size, axis) => {
      if (typeof size === 'number' || this.#sizes.has(size)) return;
      this.#sizes.set(size, () =>
        this.builder.node('Shape', [value], { attributes: { start: { int: axis }, end: { int: axis + 1 } } }),
      );
    });
    return { value, type, shape };
  }

  /** Names the product of sizes that are known by name or number, such as all tokens of a batch. */
  defineProduct(name: string, factors: readonly Dimension[]): void {
    this.#define(name, 'Mul', factors);
  }

  /** Names a sum of sizes, such as that of two joined parts. */
  defineSum(name: string, parts: readonly Dimension[]): void {
    this.#define(name, 'Add', parts);
  }

  #define(name: string, operator: 'Add' | 'Mul', sizes: readonly Dimension[]): void {
    if (this.#sizes.has(name)) return;
    this.#sizes.set(name, () =>
      sizes.map((size) => this.shapeValue([size])).reduce((sofar, size) => this.builder.node(operator, [sofar, size])),
    );
  }

  /** Values stored with the graph. No gradient flows to them unless it is asked for. */
  constant(type: ElementType, shape: readonly number[], data: TensorData): Tensor {
    return { value: this.builder.tensor(type, shape, data), type, shape };
  }

  /** One float, as a tensor without dimensions. */
  scalar(value: number): Tensor {
    return { value: this.builder.floats([value]), type: 'float32', shape: [] };
  }

  output(name: string, tensor: Tensor): void {
    this.builder.output(name, tensor.type, tensor.shape, tensor.value);
  }

  /** A shape as an int64 tensor, its named sizes taken from the inputs at each run. @throws if a name is not known */
  shapeValue(shape: readonly Dimension[]): Value {
    if (shape.every((size) => typeof size === 'number')) return this.builder.integers(shape as number[]);
    const key = describe(shape);
    let value = this.#shapes.get(key);
    if (value === undefined) {
      const parts = shape.map((size) => (typeof size === 'number' ? this.builder.integers([size]) : this.#size(size)));
      value = parts.length === 1 ? parts[0]! : this.builder.node('Concat', parts, { attributes: { axis: { int: 0 } } });
      this.#shapes.set(key, value);
    }
    return value;
  }

  /** Adds an operation of one output. */
  apply(
    operator: string,
    inputs: readonly Tensor[],
    shape: readonly Dimension[],
    gradients: readonly (((gradient: Tensor) => Tensor) | null)[],
    options: NodeOptions & { readonly type?: ElementType; readonly extra?: readonly Value[] } = {},
  ): Tensor {
    const values = [...inputs.map(({ value }) => value), ...(options.extra ?? [])];
    const value = this.builder.node(operator, values, options);
    const output: Tensor = { value, type: options.type ?? inputs[0]!.type, shape };
    this.record(
      operator,
      inputs,
      [output],
      gradients.map((gradient) => gradient && (([outputGradient]) => gradient(outputGradient!))),
    );
    return output;
  }

  /** Records what was written by hand into the builder, so that gradients flow through it. */
  record(
    name: string,
    inputs: readonly Tensor[],
    outputs: readonly Tensor[],
    gradients: readonly (InputGradient | null)[],
  ): void {
    this.operations.push({ name, inputs, outputs, gradients });
  }

  #size(name: string): Value {
    const known = this.#shapes.get(`size ${name}`);
    if (known !== undefined) return known;
    const make = this.#sizes.get(name);
    if (!make) throw new Error(`no input has a dimension named ${name}: define it with defineProduct or defineSum`);
    const value = make();
    this.#shapes.set(`size ${name}`, value);
    return value;
  }
}
