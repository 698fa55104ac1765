/** The command side's HTTP API: who may call what, bodies, errors. */
@NullMarked
package dev.yardstick.command.web;

import org.jspecify.annotations.NullMarked;
