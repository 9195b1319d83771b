import { z } from '@hono/zod-openapi';
import { instantSchema } from '../../api/schemas/common.ts';
import { editorRoles } from '../../store/editor-tables.ts';
import { reviewSettingsSchema } from '../../store/review/review-settings.ts';
import { longestPassword, shortestPassword } from '../editor-accounts.ts';

const role = z.enum(editorRoles);
const email = z.email().max(200);
const name = z.string().trim().min(1).max(100);
const newPassword = z.string().min(shortestPassword).max(longestPassword);
const token = z.string().min(10).max(200);

export const signInSchema = z
  .strictObject({ email, password: z.string().min(1).max(longestPassword) })
  .openapi('SignIn');

/** Who asks, and what they may do where. */
export const sessionSchema = z
  .object({
    actorId: z.string(),
    name: z.string(),
    editor: z.object({ id: z.string(), email: z.string() }).nullable().openapi({ description: 'Null for an API key' }),
    workspace: z.object({ id: z.string(), name: z.string() }),
    role,
    workspaces: z.array(z.object({ id: z.string(), name: z.string(), role })),
    seesReaders: z.boolean().openapi({ description: 'Whether readers’ own ids and clicks are shown' }),
  })
  .openapi('Session');
export type SessionView = z.infer<typeof sessionSchema>;

export const chooseWorkspaceSchema = z
  .strictObject({ workspaceId: z.string().min(1).max(200) })
  .openapi('ChooseWorkspace');

export const changePasswordSchema = z
  .strictObject({ currentPassword: z.string().min(1).max(longestPassword), newPassword })
  .openapi('ChangePassword');

export const inspectLinkSchema = z.strictObject({ token }).openapi('InspectLink');

export const linkSchema = z
  .object({
    purpose: z.enum(['invitation', 'sign-in']),
    workspace: z.object({ id: z.string(), name: z.string() }),
    role,
    editor: z.string().nullable().openapi({ description: 'Name of whom a sign-in link signs in' }),
    expiresAt: instantSchema,
  })
  .openapi('DeskLink');

export const openLinkSchema = z
  .strictObject({
    token,
    name: name.optional().openapi({ description: 'For an invitation' }),
    email: email.optional().openapi({ description: 'For an invitation' }),
    password: newPassword.optional().openapi({
      description:
        'For an invitation: a new one, or that of the account with this address. For a sign-in link: sets it',
    }),
  })
  .openapi('OpenLink');

export const memberSchema = z
  .object({ id: z.string(), name: z.string(), email: z.string(), role, since: instantSchema })
  .openapi('Editor');
export type MemberView = z.infer<typeof memberSchema>;

export const memberChangeSchema = z.strictObject({ role }).openapi('EditorChange');

export const newInvitationSchema = z
  .strictObject({
    role: role.default('editor'),
    note: z.string().max(200).optional().openapi({ description: 'Whom it is for, for your own memory' }),
    hours: z.number().int().min(1).max(720).default(72),
  })
  .openapi('NewInvitation');

export const invitationSchema = z
  .object({
    id: z.string(),
    role,
    note: z.string(),
    madeBy: z.string(),
    createdAt: instantSchema,
    expiresAt: instantSchema,
  })
  .openapi('Invitation');

/** A link with its token, which is shown this once. */
export const madeLinkSchema = invitationSchema
  .extend({
    token: z.string(),
    path: z.string().openapi({ description: 'Of this server; the token stands behind #, so that no log holds it' }),
  })
  .openapi('MadeLink');
export type MadeLinkView = z.infer<typeof madeLinkSchema>;

export const settingsSchema = z.object({ ...reviewSettingsSchema.shape }).openapi('ReviewSettings');
const { doubleShare, claimSeconds, readersSeenBy } = reviewSettingsSchema.shape;
export const settingsChangeSchema = z
  .strictObject({
    doubleShare: doubleShare.unwrap().optional(),
    claimSeconds: claimSeconds.unwrap().optional(),
    readersSeenBy: readersSeenBy.unwrap().optional(),
  })
  .openapi('ReviewSettingsChange');
