/** Who may do what, what is noted of it, and what erasure leaves. */
@NullMarked
package dev.yardstick.acceptance.rights;

import org.jspecify.annotations.NullMarked;
