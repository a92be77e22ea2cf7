/** The pictures of the documentation. */
export const screenshots: readonly { readonly name: string }[];
