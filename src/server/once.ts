/** A thing that is made when it is first asked for, and once only; where that failed, the next who asks tries again. */
export function once<Value>(make: () => Promise<Value>): (() => Promise<Value>) & { started(): Promise<Value> | null } {
  let made: Promise<Value> | null = null;
  const get = () => {
    if (made) return made;
    const trial = make();
    made = trial;
    trial.catch(() => {
      if (made === trial) made = null;
    });
    return trial;
  };
  return Object.assign(get, { started: () => made });
}
