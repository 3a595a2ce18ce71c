/** A page in a frame could be laid under another's buttons: it signs nothing. */
export const isFramed = (): boolean => window.top !== window.self;
