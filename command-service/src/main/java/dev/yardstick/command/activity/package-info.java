/** Activities as a CRM reports them, corrects them and takes them back. */
@NullMarked
package dev.yardstick.command.activity;

import org.jspecify.annotations.NullMarked;
