/** What a workspace has decided about its readers' privacy. */
export interface PrivacyPolicy {
  /** Whether a reader whose consent is unknown may be personalised for. */
  readonly unknownConsent: 'allowed' | 'refused';
  /** Sentences by which the workspace allows sensitive subjects, e.g. `conditions may be named`; usually none. */
  readonly sensitiveAllowances: readonly string[];
  /** Whether readers of age band child or unknown get no behavioural personalisation. */
  readonly adultsOnly: boolean;
  /** Orthonormal directions of attributes that the workspace has named, to be taken out of every vector. */
  readonly removedDirections: readonly Float32Array[];
}

export const defaultPrivacyPolicy: PrivacyPolicy = {
  unknownConsent: 'allowed',
  sensitiveAllowances: [],
  adultsOnly: false,
  removedDirections: [],
};

/** Why nothing may be learnt from a reader's behaviour, or null where it may. */
export function withheldFrom(
  reader: {
    readonly consent?: 'given' | 'refused' | 'unknown';
    readonly ageBand?: 'child' | 'adult' | 'unknown';
  },
  policy: PrivacyPolicy,
): 'consent' | 'age' | null {
  const consent = reader.consent ?? 'unknown';
  if (consent === 'refused' || (consent === 'unknown' && policy.unknownConsent === 'refused')) return 'consent';
  return policy.adultsOnly && (reader.ageBand ?? 'unknown') !== 'adult' ? 'age' : null;
}
