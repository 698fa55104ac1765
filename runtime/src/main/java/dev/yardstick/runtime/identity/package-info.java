/** The identity provider that says who somebody is, where an installation has one. */
@NullMarked
package dev.yardstick.runtime.identity;

import org.jspecify.annotations.NullMarked;
