/** What somebody who installs this on a Docker engine has, and does with it. */
@NullMarked
package dev.yardstick.acceptance.installation;

import org.jspecify.annotations.NullMarked;
