import type { ReactNode } from 'react';

interface Typed {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The address that an editor signs in by. */
export function EmailField({ value, onChange }: Typed) {
  return (
    <div className="field">
      <label htmlFor="email">E-mail address</label>
      <input
        id="email"
        className="input"
        type="email"
        autoComplete="username"
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** A password: the one there is, or a new one with a word of what it must be. */
export function PasswordField({
  value,
  onChange,
  label = 'Password',
  kept,
  required = true,
  hint,
}: Typed & {
  readonly label?: string;
  /** What a browser's own keeper of passwords is to offer. */
  readonly kept: 'current-password' | 'new-password';
  readonly required?: boolean;
  readonly hint?: ReactNode;
}) {
  return (
    <div className="field">
      <label htmlFor="password">{label}</label>
      <input
        id="password"
        className="input"
        type="password"
        autoComplete={kept}
        required={required}
        value={value}
        aria-describedby={hint ? 'password-hint' : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && <small id="password-hint">{hint}</small>}
    </div>
  );
}
