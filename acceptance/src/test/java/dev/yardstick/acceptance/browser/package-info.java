/** Pages as a browser and whoever follows their links meet them. */
@NullMarked
package dev.yardstick.acceptance.browser;

import org.jspecify.annotations.NullMarked;
