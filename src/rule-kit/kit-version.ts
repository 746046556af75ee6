// Which rule kit this is: rules from outside say which one they were written for.

/** Raised where a rule that was right before would be wrong: a kind or role renumbered, a function or field gone. */
export const currentKitVersion = 1;
