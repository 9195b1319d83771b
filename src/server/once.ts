/** A thing that is made when it is first asked for, and once only. */
export function once<Value>(make: () => Promise<Value>): (() => Promise<Value>) & { started(): Promise<Value> | null } {
  let made: Promise<Value> | null = null;
  const get = () => {
    made ??= make();
    return made;
  };
  return Object.assign(get, { started: () => made });
}
