/**
 * How people sign in where no identity provider does it: links that are valid once, passwords, how
 * often one may be tried in vain, and passkeys.
 */
@NullMarked
package dev.yardstick.query.credential;

import org.jspecify.annotations.NullMarked;
