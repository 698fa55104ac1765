@NullMarked
package dev.yardstick.command.account;

import org.jspecify.annotations.NullMarked;
