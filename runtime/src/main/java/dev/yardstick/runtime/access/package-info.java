/** Who may come in: tokens, rights by role, and how those are refused who may not. */
@NullMarked
package dev.yardstick.runtime.access;

import org.jspecify.annotations.NullMarked;
