// The browsers and systems of this site; the compiler fills them in.
export const variants = __VARIANTS__;
