/** Where a link leads on this server: the token stands in the fragment, which browsers send to no server. */
export const linkPath = (token: string) => `/desk/join#${token}`;
