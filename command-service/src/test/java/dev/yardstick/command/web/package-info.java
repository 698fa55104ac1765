@NullMarked
package dev.yardstick.command.web;

import org.jspecify.annotations.NullMarked;
