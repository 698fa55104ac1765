@NullMarked
package dev.yardstick.command.activity;

import org.jspecify.annotations.NullMarked;
