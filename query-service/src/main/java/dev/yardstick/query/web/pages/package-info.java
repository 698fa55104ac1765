/** What people see: server-rendered, with charts that need no script. */
@NullMarked
package dev.yardstick.query.web.pages;

import org.jspecify.annotations.NullMarked;
