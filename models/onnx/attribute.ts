import onnxProto, { type onnx } from 'onnx-proto';

const { AttributeType } = onnxProto.onnx.AttributeProto;

/** A node attribute's value with its type said, since 1 may be an integer or a float. */
export type Attribute = { int: number } | { ints: readonly number[] } | { float: number } | { text: string };

/** The attribute as ONNX writes it. */
export function attributeProto(name: string, attribute: Attribute): onnx.IAttributeProto {
  if ('int' in attribute) return { name, type: AttributeType.INT, i: attribute.int };
  if ('ints' in attribute) return { name, type: AttributeType.INTS, ints: [...attribute.ints] };
  if ('float' in attribute) return { name, type: AttributeType.FLOAT, f: attribute.float };
  return { name, type: AttributeType.STRING, s: new TextEncoder().encode(attribute.text) };
}
