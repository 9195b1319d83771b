import { boolean, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { masthead } from './schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

export const editorRoles = ['viewer', 'editor', 'admin'] as const;
/** A viewer looks, an editor decides, an admin also invites, sets and erases. */
export type EditorRole = (typeof editorRoles)[number];

/** People who sign in at the desk; the fields are those that better-auth expects of its `user`. */
export const editors = masthead.table('editors', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** better-auth's `account`: a password's hash. */
export const editorCredentials = masthead.table('editor_credentials', {
  id: text().primaryKey(),
  userId: text('editor_id').notNull(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  password: text(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshTokenExpiresAt: instant('refresh_token_expires_at'),
  scope: text(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** better-auth's `session`, and the workspace that is open in it. */
export const editorSessions = masthead.table('editor_sessions', {
  id: text().primaryKey(),
  token: text().notNull().unique(),
  userId: text('editor_id').notNull(),
  expiresAt: instant('expires_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  workspaceId: text('workspace_id'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** better-auth's `verification`; empty while no mail is sent. */
export const editorVerifications = masthead.table('editor_verifications', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** Which workspaces an editor belongs to, and as what. */
export const memberships = masthead.table(
  'memberships',
  {
    workspaceId: text('workspace_id').notNull(),
    editorId: text('editor_id').notNull(),
    role: text().$type<EditorRole>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.editorId] })],
);

/** Links that open the desk once. */
export const deskLinks = masthead.table('desk_links', {
  id: uuid().primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  tokenSha256: text('token_sha256').notNull().unique(),
  purpose: text().$type<'invitation' | 'sign-in'>().notNull(),
  role: text().$type<EditorRole>().notNull(),
  editorId: text('editor_id'),
  note: text().notNull(),
  madeBy: text('made_by').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  revokedAt: instant('revoked_at'),
});
